"""Pages of the promise."""

from django.urls import path

from agreements import iku_views, pk_urls, plan_views, renstra_views, tree_views, views

app_name = "agreements"
urlpatterns = [
    path("satker/<slug:satker>/renstra/", views.renstra, name="renstra"),
    path("satker/<slug:satker>/renstra/baru/", renstra_views.baru, name="renstra_baru"),
    path("renstra/<int:pk>/susun/", renstra_views.susun, name="renstra_susun"),
    path("renstra/<int:pk>/ubah/", renstra_views.ubah, name="renstra_ubah"),
    path("renstra/<int:pk>/hapus/", renstra_views.hapus, name="renstra_hapus"),
    path("renstra/<slug:jenis>/tambah/<int:pk>/", renstra_views.tambah, name="renstra_tambah"),
    path("renstra/<slug:jenis>/<int:pk>/ubah/", renstra_views.ubah_butir, name="renstra_ubah_butir"),
    path("renstra/<slug:jenis>/<int:pk>/geser/", renstra_views.geser, name="renstra_geser"),
    path("renstra/<slug:jenis>/<int:pk>/hapus/", renstra_views.hapus_butir, name="renstra_hapus_butir"),
    path("satker/<slug:satker>/keputusan-iku/baru/", iku_views.baru, name="keputusan_iku_baru"),
    path("keputusan-iku/<int:pk>/", iku_views.keputusan_iku, name="keputusan_iku"),
    path("keputusan-iku/<int:pk>/ubah/", iku_views.ubah, name="keputusan_iku_ubah"),
    path("keputusan-iku/<int:pk>/lampiran/", iku_views.lampiran, name="keputusan_iku_lampiran"),
    path("keputusan-iku/<int:pk>/hapus/", iku_views.hapus, name="keputusan_iku_hapus"),
    path("keputusan-iku/<int:pk>/pdf/", iku_views.pdf, name="keputusan_iku_pdf"),
    path("satker/<slug:satker>/<int:tahun>/pohon-kinerja/", tree_views.pohon_kinerja, name="pohon"),
    path("satker/<slug:satker>/<int:tahun>/pohon-kinerja/pdf/", tree_views.pohon_pdf, name="pohon_pdf"),
    path("perjanjian-kinerja/<int:pk>/rencana-aksi/", plan_views.rencana_aksi, name="rencana_aksi"),
    path("indikator/<int:pk>/turunan/", tree_views.turunan_tambah, name="turunan_tambah"),
    path("perjanjian-kinerja/<int:pk>/turunan/salin/", tree_views.turunan_salin, name="turunan_salin"),
    path("turunan/<int:pk>/rinci/", tree_views.turunan_rinci, name="turunan_rinci"),
    path("turunan/<int:pk>/ubah/", tree_views.turunan_ubah, name="turunan_ubah"),
    path("turunan/<int:pk>/hapus/", tree_views.turunan_hapus, name="turunan_hapus"),
    path("satker/<slug:satker>/<int:tahun>/pk/", views.pk, name="pk"),
    *pk_urls.urlpatterns,
]
