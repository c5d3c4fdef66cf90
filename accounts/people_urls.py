"""Administration of people and of how a satker is made up; included by accounts/urls.py."""

from django.urls import path

from accounts import people_views as people
from accounts import second_step_views as second_step
from accounts import structure_views as structure

urlpatterns = [
    path("undangan/<str:token>/", people.accept, name="undangan"),
    path("orang/", people.people_list, name="people_list"),
    path("orang/undang/", people.invite, name="people_invite"),
    path("orang/<int:orang>/", people.detail, name="people_detail"),
    path("orang/<int:orang>/penugasan/", people.add_duty, name="people_add_duty"),
    path("orang/<int:orang>/penugasan/<int:tugas>/akhiri/", people.end_duty, name="people_end_duty"),
    path("orang/<int:orang>/nonaktifkan/", people.deactivate, name="people_deactivate"),
    path("orang/<int:orang>/aktifkan/", people.reactivate, name="people_reactivate"),
    path("orang/<int:orang>/tautan/", people.renew, name="people_renew"),
    path("orang/<int:orang>/tautan/cabut/", people.revoke, name="people_revoke"),
    path("orang/<int:orang>/kode/", second_step.people_reset, name="people_reset_code"),
    path("orang/satker/<slug:satker>/", structure.satker_detail, name="people_satker"),
    path("orang/satker/<slug:satker>/kedudukan/", structure.seat, name="people_seat"),
    path("orang/satker/<slug:satker>/bagian/", structure.bagian_add, name="people_bagian_add"),
    path("orang/satker/<slug:satker>/bagian/<int:bagian>/", structure.bagian_rename, name="people_bagian"),
    path("orang/satker/<slug:satker>/pejabat/", structure.pejabat_add, name="people_pejabat_add"),
    path("orang/satker/<slug:satker>/pejabat/<int:pejabat>/", structure.pejabat_end, name="people_pejabat"),
]
