"""A PK made, handed in, returned, signed and changed by the pages alone."""

import re
from functools import partial
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agreements.models import Indikator, PerjanjianKinerja, TargetTriwulan, Turunan
from agreements.pk_sheet import lembar_indikator, sidik
from agreements.pk_signing import establish, sign, steps_of
from agreements.states import StatusPK
from kinerja.angka import rupiah
from outbox.models import SuratKeluar
from tests.agreements.promise import HARI, TAHUN, Promise, make_draft, make_promise, signed
from tests.factories import make_penugasan, make_pk, make_pohon_dipa
from tests.strict import strict_templates

S = StatusPK


@pytest.fixture
def janji(db) -> Promise:
    return make_promise()


@pytest.fixture
def draf(janji) -> PerjanjianKinerja:
    return make_draft(janji)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def get(user: User, name: str, *arguments: object, status: int = 200) -> str:
    with strict_templates():
        response = browser(user).get(reverse(f"agreements:{name}", args=arguments))
    assert response.status_code == status
    return text(response)


def post(user: User, name: str, *arguments: object, status: int = 302, **isi: object) -> str:
    with strict_templates():
        response = browser(user).post(reverse(f"agreements:{name}", args=arguments), isi)
    assert response.status_code == status, text(response)
    return "" if status == 302 else text(response)


def text(response) -> str:
    plain = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(plain).split())


def state(pk: PerjanjianKinerja) -> str:
    return PerjanjianKinerja.objects.get(pk=pk.pk).status


def step(user: User, name: str, pk: PerjanjianKinerja, status: int = 302, **isi: object) -> str:
    suntingan = PerjanjianKinerja.objects.get(pk=pk.pk).suntingan
    return post(user, name, pk.pk, status=status, suntingan=suntingan, **isi)


def delete(user: User, name: str, baris: int, pk: PerjanjianKinerja, status: int = 302) -> str:
    return post(user, name, baris, status=status, suntingan=PerjanjianKinerja.objects.get(pk=pk.pk).suntingan)


def test_the_year_from_last_year_to_two_signatures_and_a_change(janji):
    lalu = signed(make_draft(janji))
    tahun = TAHUN + 1
    assert "Belum ada Perjanjian Kinerja tahun 2024" in get(janji.staf, "pk", janji.satker.slug, tahun)
    assert "Mulai dari tahun 2023" in get(janji.staf, "pk_mulai", janji.satker.slug, tahun)
    post(janji.staf, "pk_mulai", janji.satker.slug, tahun, cara="lalu")
    pk = PerjanjianKinerja.objects.get(tahun=tahun)
    kurang = step(janji.staf, "pk_ajukan", pk, status=422)
    assert "Tanggal penandatanganan belum diisi." in kurang
    assert "Program dan anggaran belum diambil dari DIPA." in kurang
    unggah = reverse("budget:unggah", args=[janji.satker.slug, tahun])
    assert "Belum ada rincian DIPA tahun ini" in get(janji.staf, "pk_susun", pk.pk)
    assert unggah in browser(janji.staf).get(reverse("agreements:pk_susun", args=[pk.pk])).content.decode()
    make_pohon_dipa(janji.satker, {"CQ.1.A.1": (500, 0), "WA.2.B.1": (700, 0)}, tahun)
    assert "Belum ada rincian DIPA" not in get(janji.staf, "pk_susun", pk.pk)
    browser(janji.staf).post(reverse("budget:pk_ambil", args=[pk.pk]))
    kepala = {"tempat": "Ibu Kota", "metode_rata_rata": "sasaran", "lama": head_digest(janji.staf, pk)}
    post(janji.staf, "pk_kepala", pk.pk, tanggal="2024-01-15", **kepala)
    assert "Semua yang dipersyaratkan sudah lengkap" in get(janji.staf, "pk_susun", pk.pk)
    step(janji.staf, "pk_ajukan", pk)
    step(janji.sekretaris, "pk_kembalikan", pk, alasan="Sumber data terlalu umum.")
    assert SuratKeluar.objects.get().kepada == janji.staf.email
    assert "Sumber data terlalu umum." in get(janji.staf, "pk_susun", pk.pk)
    step(janji.staf, "pk_ajukan", pk)
    assert "Siti Rahma" in get(janji.sekretaris, "pk_tanda_tangan", pk.pk)
    step(janji.sekretaris, "pk_tanda_tangan", pk)
    assert state(pk) == S.DITANDATANGANI
    step(janji.ketua, "pk_tanda_tangan", pk)
    assert state(pk) == S.DITETAPKAN
    assert "terkunci sejak ditetapkan oleh" in get(janji.staf, "pk", janji.satker.slug, tahun)

    make_pohon_dipa(janji.satker, {"CQ.1.A.1": (900, 0), "WA.2.B.1": (700, 0)}, tahun, nomor=1)
    assert "Mulai Perjanjian Kinerja Perubahan" in get(janji.staf, "pk", janji.satker.slug, tahun)
    atas = Turunan.objects.create(
        indikator=Indikator.objects.get(sasaran__perjanjian=pk), bagian=janji.bagian, uraian="Menyusun daftar"
    )
    Turunan.objects.create(indikator=atas.indikator, induk=atas, bagian=janji.bagian, uraian="Mencatat")
    post(janji.staf, "pk_perubahan", pk.pk, jenis="anggaran", alasan="Pagu bertambah pada revisi 1.")
    baru = PerjanjianKinerja.objects.get(versi=2)
    lagi = browser(janji.staf).get(reverse("agreements:pk_perubahan", args=[pk.pk]))
    assert (lagi.status_code, lagi.url) == (302, f"{baru.get_absolute_url()}?versi=2")
    rincian = Turunan.objects.get(indikator__sasaran__perjanjian=baru, induk__isnull=False)
    assert (rincian.uraian, rincian.induk.uraian) == ("Mencatat", "Menyusun daftar")
    assert Indikator.objects.get(sasaran__perjanjian=baru).asal.sasaran.perjanjian == pk
    browser(janji.staf).post(reverse("budget:pk_ambil", args=[baru.pk]))
    assert "Rp1.600" in get(janji.staf, "pk_banding", baru.pk)
    isi = kepala | {
        "lama": head_digest(janji.staf, baru), "nomor": "2/PK/2024", "jenis_perubahan": "anggaran",
        "alasan_perubahan": "Pagu bertambah pada revisi 1.", "tanggal": "2024-05-15",
    }  # fmt: skip
    post(janji.staf, "pk_kepala", baru.pk, **isi)
    step(janji.staf, "pk_ajukan", baru)
    step(janji.sekretaris, "pk_tanda_tangan", baru)
    assert (state(pk), state(baru)) == (S.DITETAPKAN, S.DITANDATANGANI)
    baru.refresh_from_db()
    akhir = browser(janji.ketua).post(
        reverse("agreements:pk_tanda_tangan", args=[baru.pk]), {"suntingan": baru.suntingan}, follow=True
    )
    assert [str(satu) for satu in akhir.context["messages"]] == ["Perjanjian Kinerja ditetapkan."]
    assert (state(pk), state(baru), state(lalu)) == (S.DIGANTIKAN, S.DITETAPKAN, S.DITETAPKAN)


def head_digest(user: User, pk: PerjanjianKinerja) -> str:
    response = browser(user).get(reverse("agreements:pk_kepala", args=[pk.pk]))
    return response.context["form"].initial["lama"]


SHEET = {
    "nama": "Persentase pegawai yang hadir", "jenis": "persentase", "target": "95,5", "satuan": "",
    "polaritas": "maksimasi", "metode": "rasio", "agregasi": "nilai-akhir",
    "cara_perhitungan": "Pegawai yang hadir dibagi seluruh pegawai", "sumber_data": "Presensi", "tw4": "95,5",
    "kegiatan": "CQ.6709, WA.3355",
}  # fmt: skip


def test_another_sum_than_that_of_the_dipa_is_handed_in_with_a_reason_alone(janji):
    pk = make_draft(janji)
    janji_rp = sum(satu.nilai for satu in pk.anggaran_program.all())
    make_pohon_dipa(janji.satker, {"CQ.1.A.1": (janji_rp + 500, 0)}, pk.tahun)
    kalimat = (
        f"Anggaran Perjanjian Kinerja ini {rupiah(janji_rp)}, sedangkan pagu DIPA yang berlaku "
        f"{rupiah(janji_rp + 500)}."
    )
    assert kalimat in step(janji.staf, "pk_ajukan", pk, status=422)
    post(janji.staf, "pk_kesampingkan", pk.pk, "dipa", alasan="Revisi DIPA belum disahkan.", lama="")
    step(janji.staf, "pk_ajukan", pk)
    # Who signs reads the reason, which goes with the sum that it was given for.
    assert "Revisi DIPA belum disahkan." in get(janji.sekretaris, "pk_tanda_tangan", pk.pk)
    make_pohon_dipa(janji.satker, {"CQ.1.A.1": (janji_rp + 900, 0)}, pk.tahun, nomor=1)
    halaman = get(janji.sekretaris, "pk_tanda_tangan", pk.pk)
    assert rupiah(janji_rp + 900) in halaman
    assert "Belum diberi alasan." in halaman
    make_pohon_dipa(janji.satker, {"CQ.1.A.1": (janji_rp, 0)}, pk.tahun, nomor=2)
    assert "pagu DIPA yang berlaku" not in get(janji.sekretaris, "pk_tanda_tangan", pk.pk)


def test_a_sheet_is_saved_as_typed(janji, draf):
    indikator = Indikator.objects.get()
    lama = sidik(lembar_indikator(indikator))
    post(janji.staf, "pk_indikator", indikator.pk, **SHEET, lama=lama)
    lembar = lembar_indikator(Indikator.objects.get())
    assert (str(lembar.target), lembar.satuan, lembar.kegiatan) == ("95.500000", "%", ("CQ.6709", "WA.3355"))
    assert [str(satu) for satu in lembar.triwulan] == ["None", "None", "None", "95.500000"]


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"target": "12.5"}, "bukan angka yang sah"),
        ({"target": "-1"}, "Angka ini kurang dari 0."),
        ({"target": "%"}, "Wajib diisi."),
        ({"standar_nasional": "-1"}, "Angka ini kurang dari 0."),
        ({"jenis": "jumlah", "target": "2,5", "satuan": "Laporan"}, "Jumlah adalah bilangan bulat"),
        ({"jenis": "indeks", "satuan": ""}, "Isi satuannya"),
        ({"jenis": "predikat", "target": "B", "metode": "predikat"}, "Pilih skala"),
        ({"metode": "predikat"}, "Metode Predikat memerlukan target berupa predikat."),
        ({"metode": "rekap-satker"}, "Pilih skala yang dipakai rekap satker."),
        ({"kegiatan": "6709"}, "Kode “6709” tidak dikenali"),
        ({"tw1": "1.2.3"}, "bukan angka yang sah"),
        ({"nama": ""}, "Wajib diisi."),
    ],
)
def test_a_faulty_sheet_comes_back_with_what_was_typed(janji, draf, isi, kalimat):
    indikator = Indikator.objects.get()
    halaman = post(janji.staf, "pk_indikator", indikator.pk, status=200, **(SHEET | isi))
    assert kalimat in halaman
    assert Indikator.objects.get().nama == indikator.nama


def test_a_clash_shows_both_texts_and_the_second_saving_wins_knowingly(janji, draf):
    indikator = Indikator.objects.get()
    lama = sidik(lembar_indikator(indikator))
    post(janji.staf, "pk_indikator", indikator.pk, **(SHEET | {"nama": "Kata orang pertama"}), lama=lama)
    client = browser(janji.staf)
    alamat = reverse("agreements:pk_indikator", args=[indikator.pk])
    response = client.post(alamat, SHEET | {"nama": "Kata orang kedua", "lama": lama})
    assert response.status_code == 409
    halaman = text(response)
    assert "Kata orang pertama" in halaman
    assert "Kata orang kedua" in halaman
    assert Indikator.objects.get().nama == "Kata orang pertama"
    kini = response.context["form"]["lama"].value()
    assert client.post(alamat, SHEET | {"nama": "Kata orang kedua", "lama": kini}).status_code == 302
    assert Indikator.objects.get().nama == "Kata orang kedua"


def test_rows_are_added_moved_and_deleted(janji, draf):
    strategis = draf.sasaran_kegiatan.get().sasaran_strategis_id
    post(janji.staf, "pk_sasaran_baru", draf.pk, uraian="Sasaran kedua", sasaran_strategis=strategis)
    pertama, kedua = draf.sasaran_kegiatan.order_by("urutan")
    for nama in ("Yang kedua", "Yang ketiga"):
        post(janji.staf, "pk_indikator_baru", kedua.pk, **(SHEET | {"nama": nama}))
    ketiga = Indikator.objects.get(nama="Yang ketiga")
    post(janji.staf, "pk_indikator_pindah", ketiga.pk, arah="naik")
    assert order(draf) == [1, "Yang ketiga", "Yang kedua"]
    post(janji.staf, "pk_sasaran_pindah", kedua.pk, arah="naik")
    assert order(draf) == ["Yang ketiga", "Yang kedua", 1]
    assert "Yang ketiga" in get(janji.staf, "pk_sasaran_hapus", kedua.pk)
    delete(janji.staf, "pk_indikator_hapus", ketiga.pk, draf)
    assert order(draf) == ["Yang kedua", 1]
    delete(janji.staf, "pk_sasaran_hapus", kedua.pk, draf)
    assert [satu.urutan for satu in draf.sasaran_kegiatan.all()] == [1]
    assert order(draf) == [1]
    assert pertama.pk == draf.sasaran_kegiatan.get().pk


def order(pk: PerjanjianKinerja) -> list:
    """The indikator by name, 1 for the first one; their numbers count from 1."""
    semua = list(Indikator.objects.filter(sasaran__perjanjian=pk).order_by("nomor"))
    assert [satu.nomor for satu in semua] == list(range(1, len(semua) + 1))
    return [satu.nama if satu.nama.startswith("Yang") else 1 for satu in semua]


def test_advice_keeps_a_pk_until_it_is_followed_or_overruled(janji, draf):
    Indikator.objects.update(nama="Persentase sengketa yang selesai")
    kunci = f"polaritas:{Indikator.objects.get().pk}"
    assert "Kata “sengketa” biasanya berarti" in step(janji.staf, "pk_ajukan", draf, status=422)
    post(janji.staf, "pk_kesampingkan", draf.pk, kunci, alasan="Yang dihitung adalah penyelesaiannya.")
    assert "Yang dihitung adalah penyelesaiannya." in get(janji.staf, "pk_susun", draf.pk)
    step(janji.staf, "pk_ajukan", draf)
    assert state(draf) == S.DIAJUKAN


def test_a_reason_is_not_written_over_another_s_unseen(janji, draf):
    Indikator.objects.update(nama="Persentase sengketa yang selesai")
    kunci = f"polaritas:{Indikator.objects.get().pk}"
    post(
        janji.staf, "pk_kesampingkan", draf.pk, kunci, alasan="Yang dihitung adalah penyelesaiannya.", lama=""
    )
    lain = {"alasan": "Sengketa di sini adalah sengketa proses.", "lama": ""}
    halaman = browser(janji.staf).post(reverse("agreements:pk_kesampingkan", args=[draf.pk, kunci]), lain)
    assert "telah menulis: “Yang dihitung adalah penyelesaiannya.”" in text(halaman)
    assert "Sengketa di sini adalah sengketa proses." in text(halaman)
    assert draf.pertimbangan.get().alasan == "Yang dihitung adalah penyelesaiannya."
    # Seen, it may be chosen.
    post(
        janji.staf,
        "pk_kesampingkan",
        draf.pk,
        kunci,
        **(lain | {"lama": halaman.context["form"]["lama"].value()}),
    )
    assert draf.pertimbangan.get().alasan == "Sengketa di sini adalah sengketa proses."


@pytest.mark.parametrize("name", ["pk_hapus", "pk_sasaran_hapus", "pk_indikator_hapus"])
def test_what_somebody_wrote_meanwhile_is_not_deleted_unseen(name, janji, draf):
    sasaran = draf.sasaran_kegiatan.get()
    baris = {"pk_hapus": draf.pk, "pk_sasaran_hapus": sasaran.pk}.get(name, sasaran.indikator.get().pk)
    dilihat = PerjanjianKinerja.objects.get(pk=draf.pk).suntingan
    post(janji.staf, "pk_indikator_baru", sasaran.pk, **(SHEET | {"nama": "Yang baru"}))
    halaman = post(janji.staf, name, baris, status=409, suntingan=dilihat)
    assert "berubah sejak Anda membuka halaman ini" in halaman
    assert Indikator.objects.count() == 2


def test_a_rencana_aksi_that_contradicts_the_year_is_told_before_it_is_signed(janji, draf):
    TargetTriwulan.objects.update(nilai=90)
    indikator = Indikator.objects.get()
    saran = "Target triwulan terakhir tidak sama dengan target setahun. Sekarang 90%, target setahun 100%."
    assert saran in get(janji.staf, "pk_indikator", indikator.pk)
    assert f"Indikator 1: {saran} Perbaiki" in step(janji.staf, "pk_ajukan", draf, status=422)
    post(janji.staf, "pk_kesampingkan", draf.pk, f"rencana:{indikator.pk}", alasan="Penutup tahun kurang.")
    step(janji.staf, "pk_ajukan", draf)
    halaman = get(janji.sekretaris, "pk_tanda_tangan", draf.pk)
    assert saran in halaman
    assert "Penutup tahun kurang." in halaman


def test_who_meets_the_lock_is_told(janji, draf):
    indikator = Indikator.objects.get()
    signed(draf)
    for name, key in (("pk_susun", draf.pk), ("pk_kepala", draf.pk), ("pk_indikator", indikator.pk)):
        halaman = get(janji.staf, name, key, status=409 if name == "pk_susun" else 200)
        assert "terkunci sejak ditetapkan di atas kertas pada 17 April 2023" in halaman
        assert "dimulai oleh penyusun Perjanjian Kinerja KPU Provinsi Uji" in halaman
    halaman = post(janji.staf, "pk_indikator", indikator.pk, status=409, **SHEET)
    assert "terkunci sejak ditetapkan" in halaman


def test_before_it_is_signed_the_parties_are_who_is_in_office_on_its_day(janji, draf):
    halaman = reverse("agreements:pk", args=[janji.satker.slug, draf.tahun])

    def parties() -> list[str]:
        return [satu["value"] for satu in browser(janji.staf).get(halaman).context["rincian"][:2]]

    assert parties() == [
        "Siti Rahma, Plt. Sekretaris KPU Provinsi Uji",
        "Budi Santoso, Ketua KPU Provinsi Uji",
    ]
    PerjanjianKinerja.objects.update(tanggal=None)
    assert parties() == ["Ditentukan oleh tanggal"] * 2
    assert get(janji.staf, "pk_susun", draf.pk).count("Ditentukan oleh tanggal") == 2


def test_what_is_signed_is_what_was_seen(janji, draf):
    step(janji.staf, "pk_ajukan", draf)
    dilihat = PerjanjianKinerja.objects.get(pk=draf.pk).suntingan
    post(janji.staf, "pk_tarik", draf.pk)
    step(janji.staf, "pk_ajukan", draf)
    halaman = post(janji.sekretaris, "pk_tanda_tangan", draf.pk, status=409, suntingan=dilihat)
    assert "Isi Perjanjian Kinerja berubah sejak Anda membuka halaman ini." in halaman
    assert state(draf) == S.DIAJUKAN


def test_a_year_is_begun_from_the_renstra(janji):
    post(janji.staf, "pk_mulai", janji.satker.slug, TAHUN, cara="renstra")
    pk = PerjanjianKinerja.objects.get()
    indikator = Indikator.objects.get()
    assert (indikator.nama, indikator.target, indikator.iku.nama) == ("IKU ke-1", 90, "IKU ke-1")
    assert pk.sasaran_kegiatan.get().sasaran_strategis.uraian == "Sasaran strategis"
    assert pk.tempat == "Ibu Kota"
    assert (
        browser(janji.staf).get(reverse("agreements:pk_mulai", args=[janji.satker.slug, TAHUN])).status_code
        == 302
    )


def test_the_list_shows_every_version_and_offers_a_new_year(janji):
    make_pk(janji.satker, TAHUN, versi=2)
    halaman = get(janji.staf, "pk_daftar", janji.satker.slug)
    assert halaman.count("Perjanjian Kinerja Perubahan tahun 2023") == 1
    assert "Tahun 2024" in halaman
    assert "Mulai Perjanjian Kinerja" not in get(janji.ketua, "pk_daftar", janji.satker.slug)


def test_a_draft_is_discarded_whole(janji, draf):
    assert "beserta seluruh sasaran" in get(janji.staf, "pk_hapus", draf.pk)
    step(janji.staf, "pk_hapus", draf)
    assert not PerjanjianKinerja.objects.exists()


@pytest.mark.parametrize("pihak", ["sekretaris", "ketua"])
def test_who_hands_it_in_does_not_sign_it(janji, draf, pihak):
    """The control: handed in by another, the same person may."""
    orang = getattr(janji, pihak)
    make_penugasan(orang, janji.satker, "staf")
    step(orang, "pk_ajukan", draf)
    if pihak == "ketua":
        step(janji.sekretaris, "pk_tanda_tangan", draf)
    nama = {"sekretaris": "tandatangani", "ketua": "tetapkan"}[pihak]
    kini = PerjanjianKinerja.objects.get(pk=draf.pk)
    assert "yang menandatanganinya adalah orang lain" in get(orang, "pk_tanda_tangan", draf.pk)
    assert nama not in steps_of(kini, orang)
    act = {"sekretaris": partial(sign, on=HARI), "ketua": establish}[pihak]
    with pytest.raises(PermissionDenied, match="Anda mengajukan"):
        act(kini, suntingan=kini.suntingan, by=orang)
    kini.diajukan_oleh = janji.staf
    assert nama in steps_of(kini, orang)


def test_one_person_is_not_both_parties(janji, draf):
    step(janji.staf, "pk_ajukan", draf)

    make_penugasan(janji.sekretaris, janji.satker, "ketua")
    step(janji.sekretaris, "pk_tanda_tangan", draf)
    assert "Pihak Kedua adalah orang lain" in get(janji.sekretaris, "pk_tanda_tangan", draf.pk)
    step(janji.sekretaris, "pk_tanda_tangan", draf, status=403)
    assert state(draf) == S.DITANDATANGANI
