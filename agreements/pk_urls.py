"""Pages on which a PK is made, signed and changed."""

from django.urls import path

from agreements import pk_begin_views, pk_import_views, pk_scan_views, pk_sign_views, pk_views

urlpatterns = [
    path("satker/<slug:satker>/pk/", pk_begin_views.daftar, name="pk_daftar"),
    path("satker/<slug:satker>/<int:tahun>/pk/mulai/", pk_begin_views.mulai, name="pk_mulai"),
    path("satker/<slug:satker>/<int:tahun>/pk/templat/", pk_import_views.unduh_templat, name="pk_templat"),
    path("satker/<slug:satker>/<int:tahun>/pk/unggah/", pk_import_views.unggah, name="pk_unggah"),
    path("pk/<int:pk>/perubahan/", pk_begin_views.perubahan, name="pk_perubahan"),
    path("pk/<int:pk>/banding/", pk_begin_views.bandingkan, name="pk_banding"),
    path("pk/<int:pk>/susun/", pk_views.susun, name="pk_susun"),
    path("pk/<int:pk>/kepala/", pk_views.kepala, name="pk_kepala"),
    path("pk/<int:pk>/hapus/", pk_views.hapus, name="pk_hapus"),
    path("pk/<int:pk>/saran/<str:kunci>/", pk_views.kesampingkan, name="pk_kesampingkan"),
    path("pk/<int:pk>/sasaran/tambah/", pk_views.sasaran_baru, name="pk_sasaran_baru"),
    path("sasaran-kegiatan/<int:pk>/", pk_views.sasaran, name="pk_sasaran"),
    path("sasaran-kegiatan/<int:pk>/pindah/", pk_views.sasaran_pindah, name="pk_sasaran_pindah"),
    path("sasaran-kegiatan/<int:pk>/hapus/", pk_views.sasaran_hapus, name="pk_sasaran_hapus"),
    path("sasaran-kegiatan/<int:pk>/indikator/tambah/", pk_views.indikator_baru, name="pk_indikator_baru"),
    path("indikator/<int:pk>/lembar/", pk_views.indikator, name="pk_indikator"),
    path("indikator/<int:pk>/pindah/", pk_views.indikator_pindah, name="pk_indikator_pindah"),
    path("indikator/<int:pk>/hapus/", pk_views.indikator_hapus, name="pk_indikator_hapus"),
    path("pk/<int:pk>/ajukan/", pk_sign_views.ajukan, name="pk_ajukan"),
    path("pk/<int:pk>/tarik/", pk_sign_views.tarik, name="pk_tarik"),
    path("pk/<int:pk>/kembalikan/", pk_sign_views.kembalikan, name="pk_kembalikan"),
    path("pk/<int:pk>/tanda-tangan/", pk_sign_views.tanda_tangan, name="pk_tanda_tangan"),
    path("pk/<int:pk>/pdf/", pk_sign_views.pdf, name="pk_pdf"),
    path("pk/<int:pk>/pindaian/", pk_scan_views.pindaian, name="pk_pindaian"),
    path("pindaian-pk/<int:pk>/", pk_scan_views.unduh_pindaian, name="pk_unduh_pindaian"),
]
