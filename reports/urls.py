"""The addresses of the reports."""

from django.urls import include, path

from reports import approval_views, check_views, proof_views, review_views, views

app_name = "reports"
PENGESAHAN = "satker/<slug:satker>/<int:tahun>/lkj/pengesahan/"

urlpatterns = [
    path("satker/<slug:satker>/<int:tahun>/lkj/", views.lkj, name="lkj"),
    path("satker/<slug:satker>/<int:tahun>/lkj/cetak/", views.cetak, name="cetak"),
    path("satker/<slug:satker>/<int:tahun>/lkj/data.json", views.data, name="data"),
    path("satker/<slug:satker>/<int:tahun>/lkj/tabel.xlsx", views.tabel, name="tabel"),
    path("", include("reports.narrative_urls")),
    path("", include("reports.table_urls")),
    path("satker/<slug:satker>/<int:tahun>/lkj/temuan/", check_views.temuan, name="temuan"),
    path(
        "satker/<slug:satker>/<int:tahun>/lkj/temuan/alasan/",
        check_views.temuan_alasan,
        name="temuan_alasan",
    ),
    path(
        "satker/<slug:satker>/<int:tahun>/lkj/temuan/bagian/<str:kunci>/",
        check_views.temuan_satu_bagian,
        name="temuan_bagian",
    ),
    path("satker/<slug:satker>/<int:tahun>/lkj/reviu/", review_views.reviu, name="reviu"),
    path("satker/<slug:satker>/<int:tahun>/lkj/reviu/buka/", review_views.reviu_buka, name="reviu_buka"),
    path("satker/<slug:satker>/<int:tahun>/lkj/word/", views.salin, name="salin"),
    path("salinan/<int:pk>/", views.salinan, name="salinan"),
    path("salinan/<int:pk>/status.json", views.salinan_status, name="salinan_status"),
    path("salinan/<int:pk>/unduh/", views.unduh_salinan, name="unduh_salinan"),
    path("cetakan/<int:pk>/", views.cetakan, name="cetakan"),
    path("cetakan/<int:pk>/status.json", views.cetakan_status, name="cetakan_status"),
    path("cetakan/<int:pk>/unduh/", views.unduh, name="unduh"),
    path(PENGESAHAN, approval_views.pengesahan, name="pengesahan"),
    path(f"{PENGESAHAN}periksa/", approval_views.periksa, name="periksa"),
    path(f"{PENGESAHAN}tarik/", approval_views.tarik, name="tarik"),
    path(f"{PENGESAHAN}kembalikan/", approval_views.kembalikan, name="kembalikan"),
    path(f"{PENGESAHAN}naskah/", approval_views.siapkan, name="siapkan"),
    path(f"{PENGESAHAN}sahkan/", approval_views.sahkan, name="sahkan"),
    path(f"{PENGESAHAN}terima/", approval_views.terima, name="terima"),
    path(f"{PENGESAHAN}buka/", approval_views.buka, name="buka"),
    path("naskah/<int:pk>/lkj.pdf", approval_views.naskah, name="naskah"),
    path("naskah/<int:pk>/buka/", approval_views.buka_naskah, name="buka_naskah"),
    path("naskah/<int:pk>/status.json", approval_views.naskah_status, name="naskah_status"),
    path("satker/<slug:satker>/<int:tahun>/lkj/versi/<int:versi>/", approval_views.versi, name="versi"),
    path(
        "satker/<slug:satker>/<int:tahun>/lkj/versi/<int:versi>/lkj.pdf",
        approval_views.unduh_sah,
        name="unduh_sah",
    ),
    path("keaslian/<str:token>/", proof_views.bukti, name="bukti"),
]
