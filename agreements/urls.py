"""Pages of the promise."""

from django.urls import path

from agreements import views

app_name = "agreements"
urlpatterns = [
    path("satker/<slug:satker>/renstra/", views.renstra, name="renstra"),
    path("keputusan-iku/<int:pk>/", views.keputusan_iku, name="keputusan_iku"),
    path("satker/<slug:satker>/<int:tahun>/pk/", views.pk, name="pk"),
]
