"""Decrees on IKU: made with an offered wording, signed by who was in office, printed, frozen in words."""

import io
from datetime import date
from unittest.mock import patch

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Jejak, Pejabat, Satker, User
from accounts.permissions import Peran
from agreements import iku_actions
from agreements.iku_actions import values
from agreements.models import KeputusanIKU, LampiranIKU
from agreements.renstra_actions import Bentrok
from tests.factories import (
    make_iku,
    make_keputusan_iku,
    make_lampiran_iku,
    make_member,
    make_pejabat,
    make_renstra,
    make_satker,
)
from tests.strict import strict_templates
from tests.together import together

# WeasyPrint leaves the closing of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


@pytest.fixture
def satker(db: None) -> Satker:
    return make_satker("KPU Provinsi Uji")


@pytest.fixture
def orang(satker: Satker) -> User:
    return make_member(satker, Peran.STAF)


@pytest.fixture
def staf(client: Client, orang: User) -> Client:
    client.force_login(orang)
    return client


@pytest.fixture
def ketua(satker: Satker) -> Pejabat:
    return make_pejabat(
        satker,
        Pejabat.Jabatan.KETUA,
        nama="Rina Sari",
        pelaksana="plt",
        sebutan="Ketua KPU Uji",
        mulai=date(2024, 1, 1),
    )


def url(name: str, *arguments: object) -> str:
    return reverse(f"agreements:keputusan_iku{name}", args=arguments)


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return " ".join(response.text.split())


def typed(pejabat: Pejabat, **change: str) -> dict[str, str]:
    dasar = {
        "tahun": "2024",
        "nomor": "32 Tahun 2024",
        "tanggal": "2024-01-19",
        "tempat": "Kota",
        "tentang": "Penetapan IKU Tahun 2024",
        "pejabat": str(pejabat.pk),
        "menimbang": "bahwa satu;\nbahwa dua;",
        "mengingat": "Undang-Undang Nomor 7 Tahun 2017;",
        "memutuskan": "Menetapkan:\n- rincian.",
    }
    return dasar | change


def test_a_wording_is_offered(staf, satker, ketua):
    halaman = text(staf.get(url("_baru", satker.slug)))
    assert "Undang-Undang Nomor 7 Tahun 2017" in halaman
    assert "Rina Sari, Plt. Ketua KPU Uji (1 Januari 2024 sampai sekarang)" in halaman


def test_a_decree_is_made_with_the_iku_of_its_year_and_printed(staf, satker, ketua):
    make_renstra(satker)
    make_renstra(satker, tahun_mulai=2025, tahun_selesai=2029)
    response = staf.post(url("_baru", satker.slug), typed(ketua))
    keputusan = KeputusanIKU.objects.get()
    assert response.url == url("", keputusan.pk)
    halaman = text(staf.get(response.url))
    assert "Lampirannya memuat 1 IKU dari Renstra." in halaman
    assert "Rina Sari, Plt. Ketua KPU Uji" in halaman
    berkas = staf.get(url("_pdf", keputusan.pk))
    assert berkas["Content-Type"] == "application/pdf"
    kata = printed(berkas.content)
    for potongan in (
        "NOMOR 32 TAHUN 2024", "a. bahwa satu;", "b. bahwa dua;", "KESATU", "a. rincian.",
        "Ditetapkan di Kota pada tanggal 19 Januari 2024", "PLT. KETUA KPU UJI", "RINA SARI", "IKU ke-1",
    ):  # fmt: skip
        assert potongan in kata


def printed(isi: bytes) -> str:
    dokumen = pypdfium2.PdfDocument(io.BytesIO(isi))
    kata = " ".join(" ".join(halaman.get_textpage().get_text_bounded().split()) for halaman in dokumen)
    dokumen.close()
    return kata


@pytest.mark.parametrize(
    ("change", "isian", "kata"),
    [
        ({"tanggal": "2023-12-31"}, "pejabat", "Rina Sari tidak menjabat pada 31 Desember 2023."),
        ({"tentang": "Penetapan IKU Tahun 2023"}, "tentang", "sedangkan tahun IKU 2024"),
        ({"nomor": "", "tempat": ""}, "nomor", "Ditetapkan di: Wajib diisi."),
        ({"tahun": "24"}, "tahun", "2000"),
    ],
)
def test_errors_are_told_beside_their_fields_and_nothing_is_saved(staf, satker, ketua, change, isian, kata):
    halaman = text(staf.post(url("_baru", satker.slug), typed(ketua, **change)))
    assert f'href="#id_{isian}"' in halaman
    assert kata in halaman
    assert not KeputusanIKU.objects.exists()


def test_a_number_is_given_once(staf, satker, ketua):
    make_keputusan_iku(satker)
    halaman = text(staf.post(url("_baru", satker.slug), typed(ketua)))
    assert "Keputusan Nomor 32 Tahun 2024 untuk tahun 2024 sudah ada." in halaman


def test_the_lampiran_keeps_its_words_when_the_renstra_changes(staf, satker):
    keputusan = make_keputusan_iku(satker)
    sasaran = make_renstra(satker).tujuan.get().sasaran_strategis.get()
    iku = sasaran.iku.get()
    make_lampiran_iku(keputusan, iku)
    assert "Renstra sudah berubah" not in text(staf.get(url("", keputusan.pk)))
    iku.nama = "Bunyi baru"
    iku.save()
    halaman = text(staf.get(url("", keputusan.pk)))
    assert "Renstra sudah berubah sejak lampiran disusun" in halaman
    assert "Bunyi baru" not in halaman
    kedua = make_iku(sasaran, nama="IKU kedua")
    form = {"versi": "1", "iku": [iku.pk, kedua.pk]}
    assert staf.post(url("_lampiran", keputusan.pk), form).status_code == 302
    assert list(keputusan.lampiran.values_list("nama", flat=True)) == ["Bunyi baru", "IKU kedua"]
    # Who comes second sees what is stored beside the own choice.
    bentrok = staf.post(url("_lampiran", keputusan.pk), form | {"iku": []})
    assert "sudah diubah oleh orang lain" in text(bentrok, 409)
    assert bentrok.context["tersimpan"] == ["Bunyi baru", "IKU kedua"]


def test_an_iku_of_another_satker_does_not_come_into_the_lampiran(staf, satker):
    keputusan = make_keputusan_iku(satker)
    make_renstra(satker)
    asing = make_renstra(make_satker()).tujuan.get().sasaran_strategis.get().iku.get()
    staf.post(url("_lampiran", keputusan.pk), {"versi": "1", "iku": [asing.pk, "x"]})
    assert not LampiranIKU.objects.exists()


def test_a_year_without_renstra_is_named(staf, satker, ketua):
    response = staf.post(url("_baru", satker.slug), typed(ketua), follow=True)
    assert "Lampirannya kosong" in text(response)
    assert "Susun lampiran" in response.text
    assert "Belum ada IKU untuk tahun keputusan ini" in text(
        staf.get(url("_lampiran", KeputusanIKU.objects.get().pk))
    )


def test_a_clash_shows_both_texts(staf, satker, ketua):
    staf.post(url("_baru", satker.slug), typed(ketua))
    keputusan = KeputusanIKU.objects.get()
    form = url("_ubah", keputusan.pk)
    assert staf.post(form, typed(ketua, versi="1", tempat="Kota Lain")).status_code == 302
    halaman = text(staf.post(form, typed(ketua, versi="1", tempat="Kota Ketiga")), 409)
    assert "<dd>Kota Lain</dd>" in halaman
    assert "<dd>Kota Ketiga</dd>" in halaman
    assert halaman.count('class="dua-versi"') == 1
    assert staf.post(form, typed(ketua, versi="2", tempat="Kota Ketiga")).status_code == 302
    assert [satu.peristiwa for satu in Jejak.objects.order_by("pk")] == [
        "Keputusan IKU dibuat", "Keputusan IKU diubah", "Keputusan IKU diubah",
    ]  # fmt: skip


def test_a_decree_is_deleted_after_a_question_and_its_words_stay_in_the_trail(staf, satker):
    keputusan = make_keputusan_iku(satker, tentang="Penetapan IKU")
    assert "tentang Penetapan IKU" in text(staf.get(url("_hapus", keputusan.pk)))
    assert staf.post(url("_hapus", keputusan.pk), {"versi": "9"}).status_code == 409
    assert staf.post(url("_hapus", keputusan.pk), {"versi": "1"}).status_code == 302
    assert Jejak.objects.get().data["tentang"] == "Penetapan IKU"


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="IMMEDIATE transactions of SQLite run one after another"
)
@pytest.mark.usefixtures("race_db")
def test_of_two_who_save_at_one_time_one_is_told_and_the_control_without_the_version_loses_a_text():
    assert save_at_once() == (["Bentrok", "NoneType"], 1)
    with patch.object(iku_actions, "_require_version", lambda *seen: None):
        assert save_at_once() == (["NoneType", "NoneType"], 2)


def save_at_once() -> tuple[list[str], int]:
    """Two save one decree on the version that both saw: what each was told, and how many were saved."""
    satker = make_satker()
    ketua = make_pejabat(satker, Pejabat.Jabatan.KETUA)
    keputusan = make_keputusan_iku(satker, pejabat=ketua)
    orang = [make_member(satker, Peran.STAF) for _ in range(2)]
    isi = vars(values(keputusan))

    def save(by: User, tempat: str) -> None:
        seen = KeputusanIKU.objects.select_related("satker").get(pk=keputusan.pk)
        iku_actions.edit_decree(seen, iku_actions.IsiKeputusan(**isi | {"tempat": tempat}), versi=1, by=by)

    outcomes = together(*[lambda by=by, ke=ke: save(by, f"Kota {ke}") for ke, by in enumerate(orang)])
    diubah = Jejak.objects.filter(objek=f"agreements.keputusaniku:{keputusan.pk}").count()
    return sorted(type(satu.error).__name__ for satu in outcomes), diubah


def test_a_version_of_its_own_is_needed(satker, orang, ketua):
    keputusan = make_keputusan_iku(satker, pejabat=ketua)
    with pytest.raises(Bentrok):
        iku_actions.delete_decree(keputusan, versi=0, by=orang)
