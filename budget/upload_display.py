"""An upload as its page shows it: findings in groups, each line before and after, what may be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import Satker, User
from accounts.policy import can
from budget.models import Unggahan
from budget.states import JenisUnggahan, StatusUnggahan, permission_for
from budget.upload_plan import UPLOADING
from budget.upload_queries import riwayat_unggahan
from budget.uploads.diff import JenisPerubahan, Perubahan
from importing.findings import Finding, Severity, warnings
from kinerja.angka import bulan, persen, rupiah, tanggal
from ui.moments import moment

PER_HALAMAN = 200
TAMPIL = {
    "berubah": "Yang berubah",
    "semua": "Semua baris",
}
NAMA_TEMUAN = {
    Severity.ERROR: ("Kesalahan", "Harus diperbaiki dalam berkas, lalu diunggah ulang."),
    Severity.WARNING: (
        "Peringatan",
        "Perbaiki angkanya, atau jelaskan saat menerapkan berkas mengapa angka itu benar.",
    ),
    Severity.NOTE: ("Catatan", "Untuk diketahui; tidak menghalangi."),
}
TIDAK_DITULIS = (JenisPerubahan.TETAP, JenisPerubahan.DIBANDINGKAN)
KELAS = {
    JenisPerubahan.TAMBAH: "baris-tambah",
    JenisPerubahan.HILANG: "baris-hilang",
}


def boleh_mengunggah(user: User, satker: Satker) -> bool:
    """Whether the person uploads budget files at a satker: its own, or a recap of those below it."""
    return any(can(user, satu, satker) for satu in UPLOADING)


def nama_revisi(nomor: int | None) -> str:
    """`DIPA awal`, `Revisi ke-3`, or that the one in force is meant."""
    if nomor is None:
        return "DIPA yang berlaku"
    return "DIPA awal" if nomor == 0 else f"Revisi ke-{nomor}"


@dataclass(frozen=True)
class KelompokTemuan:
    """Findings of one severity."""

    judul: str
    arti: str
    berat: str
    temuan: tuple[Finding, ...]


def kelompok(temuan: Iterable[Finding]) -> list[KelompokTemuan]:
    """Errors first, then warnings, then notes; those of one code stand together."""
    urut = list(Severity)
    disusun = sorted(temuan, key=lambda satu: urut.index(satu.severity))
    return [
        KelompokTemuan(*NAMA_TEMUAN[berat], berat.value, tuple(sorted(isi, key=lambda satu: satu.code)))
        for berat, isi in groupby(disusun, key=lambda satu: satu.severity)
    ]


@dataclass(frozen=True)
class Peringatan:
    """A warning as a field: its tick, its reason, what is missing."""

    ke: int
    temuan: Finding
    dicentang: bool = False
    alasan: str = ""
    galat: str = ""

    @property
    def nama_centang(self) -> str:
        """The field's name."""
        return f"centang-{self.ke}"

    @property
    def nama_alasan(self) -> str:
        """The field's name."""
        return f"alasan-{self.ke}"


def peringatan(unggahan: Unggahan, data: Mapping[str, str] | None = None) -> list[Peringatan]:
    """The warnings of an upload with what was sent for them; a tick and a reason belong together."""
    baris = []
    for ke, satu in enumerate(warnings(map(Finding.from_json, unggahan.temuan)), start=1):
        kosong = Peringatan(ke, satu)
        if data is None:
            baris.append(kosong)
            continue
        alasan = data.get(kosong.nama_alasan, "").strip()
        dicentang = bool(data.get(kosong.nama_centang))
        galat = "" if dicentang else "Centang peringatan ini bila angkanya memang benar."
        if dicentang and not alasan:
            galat = "Tuliskan mengapa angkanya benar."
        baris.append(Peringatan(ke, satu, dicentang, alasan, galat))
    return baris


@dataclass(frozen=True)
class BarisPratinjau:
    """A line before and after, printed; a cell that says nothing new is empty."""

    kelas: str
    kode: str
    uraian: str
    keterangan: str
    pagu_lama: str
    pagu_baru: str
    realisasi_lama: str
    realisasi_baru: str
    selisih: str
    persen: str


@dataclass(frozen=True)
class Pratinjau:
    """What an upload changes, a page of its lines at a time."""

    jumlah: BarisPratinjau | None
    page: Page
    tampil: str
    banyak: dict[str, int] = field(default_factory=dict)

    @property
    def pilihan(self) -> list[dict[str, Any]]:
        """Which lines are shown, as items of components/tabs.html."""
        return [
            {
                "label": label,
                "url": f"?{urlencode({'tampil': kunci})}#perubahan",
                "active": kunci == self.tampil,
            }
            for kunci, label in TAMPIL.items()
        ]

    @property
    def query(self) -> str:
        """For components/pagination.html."""
        return urlencode({"tampil": self.tampil}) + "&"

    @cached_property
    def ringkas(self) -> list[tuple[str, int]]:
        """How many lines became what."""
        nama = {
            JenisPerubahan.BERUBAH: "berubah",
            JenisPerubahan.TAMBAH: "baru",
            JenisPerubahan.HILANG: "hilang",
            JenisPerubahan.TETAP: "tetap",
            JenisPerubahan.DIBANDINGKAN: "hanya dibandingkan",
        }
        return [(nama[jenis], self.banyak.get(jenis, 0)) for jenis in nama if self.banyak.get(jenis, 0)]


def pratinjau(unggahan: Unggahan, tampil: str | None, halaman: str | None) -> Pratinjau | None:
    """The lines of an upload that was checked or applied; None where there are none."""
    ringkasan = unggahan.ringkasan
    if not ringkasan.get("baris"):
        return None
    baris = [Perubahan.from_json(satu) for satu in ringkasan["baris"]]
    pilih = tampil if tampil in TAMPIL else "berubah"
    berubah = [satu for satu in baris if satu.jenis not in TIDAK_DITULIS]
    page = Paginator(baris if pilih == "semua" else berubah, PER_HALAMAN).get_page(halaman)
    page.object_list = [_baris(satu) for satu in page.object_list]
    jumlah = ringkasan.get("jumlah")
    return Pratinjau(
        _baris(Perubahan.from_json(jumlah)) if jumlah else None, page, pilih, ringkasan.get("banyak", {})
    )


def _baris(satu: Perubahan) -> BarisPratinjau:
    jenis = JenisPerubahan(satu.jenis)
    selisih, banding = satu.selisih_realisasi, satu.persen_realisasi
    return BarisPratinjau(
        KELAS.get(jenis, ""),
        satu.kode,
        satu.uraian,
        {JenisPerubahan.TAMBAH: "baru", JenisPerubahan.HILANG: "hilang"}.get(jenis, ""),
        _rupiah(satu.pagu_lama),
        _rupiah(satu.pagu_baru),
        _rupiah(satu.realisasi_lama),
        _rupiah(satu.realisasi_baru),
        "" if selisih is None else _bertanda(selisih),
        "" if banding is None else persen(banding),
    )


def _rupiah(nilai: int | None) -> str:
    return "" if nilai is None else rupiah(nilai)


def _bertanda(nilai: int) -> str:
    return f"+{rupiah(nilai)}" if nilai > 0 else rupiah(nilai)


@dataclass(frozen=True)
class BarisRiwayat:
    """An upload in the list of a year; `url` is empty for a recap of the satker above."""

    unggahan: Unggahan
    url: str
    apa: str
    bulan: str
    oleh: str
    hasil: str


def riwayat(satker: Satker, tahun: int) -> list[BarisRiwayat]:
    """The uploads of a satker's year in words, newest first."""
    return [
        BarisRiwayat(
            satu,
            reverse("budget:unggahan", args=[satu.pk]) if satu.satker_id == satker.pk else "",
            _apa(satu),
            bulan(satu.bulan),
            _oleh(satu),
            _hasil(satu),
        )
        for satu in riwayat_unggahan(satker, tahun)
    ]


def _apa(satu: Any) -> str:
    if satu.jenis == JenisUnggahan.PEMULIHAN:
        kapan = "sesudah" if satu.sesudah else "sebelum"
        return f"Kembali ke keadaan {kapan} unggahan nomor {satu.memulihkan_id}"
    return satu.nama_asli


def _oleh(satu: Unggahan) -> str:
    return f"{satu.diunggah_oleh.nama if satu.diunggah_oleh else 'aplikasi'}, {moment(satu.diunggah_pada)}"


def _hasil(satu: Any) -> str:
    """What came of it, in a few words."""
    if satu.jenis == JenisUnggahan.PEMULIHAN:
        return "Keadaan lama dipulihkan"
    if satu.status == StatusUnggahan.DITOLAK:
        return f"{satu.banyak_temuan[Severity.ERROR]} kesalahan"
    if satu.tanpa_perubahan:
        return "Tidak mengubah apa pun"
    realisasi = Perubahan.from_json(satu.jumlah).realisasi_baru if satu.jumlah else None
    return "" if realisasi is None else f"Realisasi {rupiah(realisasi)}"


def identitas(satu: Unggahan) -> list[dict[str, str]]:
    """What is known of the file, as items of components/definition_list.html."""
    oleh = satu.diunggah_oleh.nama if satu.diunggah_oleh else "aplikasi"
    revisi = nama_revisi(satu.ringkasan.get("revisi") if satu.revisi is None else satu.revisi)
    if satu.revisi_tanggal:
        revisi += f", tanggal {tanggal(satu.revisi_tanggal)}"
    baris = [
        ("Berkas", satu.nama_asli),
        ("Jenis", satu.get_jenis_display() if satu.jenis else "belum dikenal"),
        ("Realisasi sampai dengan", f"{bulan(satu.bulan)} {satu.tahun}"),
        ("Revisi DIPA", revisi),
        ("Diunggah", f"{oleh}, {moment(satu.diunggah_pada)}"),
        ("SHA-256", satu.sha256),
    ]
    if satu.diterapkan_pada:
        penerap = satu.diterapkan_oleh.nama if satu.diterapkan_oleh else "aplikasi"
        baris.append(("Diterapkan", f"{penerap}, {moment(satu.diterapkan_pada)}"))
    if satu.dibatalkan_pada:
        pembatal = satu.dibatalkan_oleh.nama if satu.dibatalkan_oleh else "aplikasi"
        baris.append(("Dibatalkan", f"{pembatal}, {moment(satu.dibatalkan_pada)}"))
    return [{"label": label, "value": nilai} for label, nilai in baris if nilai]


def boleh_menerapkan(user: User, satu: Unggahan) -> bool:
    """Whether the person applies an upload of its kind."""
    return bool(satu.jenis) and can(user, permission_for(satu.jenis), satu.satker)


def alasan(satu: Unggahan) -> list[tuple[Finding, str]]:
    """The warnings that were overruled, each with why."""
    temuan = (Finding.from_json(isi) for isi in satu.temuan)
    return [(isi, satu.alasan[isi.key]) for isi in temuan if isi.key in satu.alasan]
