"""What a writer calls each figure and looks for, in the order in which reports use them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

JENJANG_ANGGARAN = ("baris program", "kegiatan", "KRO", "RO")


@dataclass(frozen=True)
class Sebutan:
    """The label of a figure, further words to find it by, its place in the order, the key of whose it is."""

    label: str
    kata: str
    urutan: int
    nama: str = ""


def sebutan(kunci: str) -> Sebutan:
    """What a key's figure is called; a key that the table below does not know keeps its own words."""
    for urutan, (pola, label, kata) in enumerate(SEBUTAN):
        if cocok := pola.fullmatch(kunci):
            isi = cocok.groupdict()
            return Sebutan(label.format(**isi, jenjang=_jenjang(isi)), kata, urutan, _nama(kunci, isi))
    return Sebutan(re.sub(r"[._]", " ", kunci).capitalize(), "", len(SEBUTAN))


def _jenjang(isi: dict[str, str]) -> str:
    """The level of a budget line by the parts of its code: CQ.3356.BAB.010 is an RO."""
    return JENJANG_ANGGARAN[min(isi.get("kode", "").count("."), len(JENJANG_ANGGARAN) - 1)]


def _nama(kunci: str, isi: dict[str, str]) -> str:
    """The key of the name of the sasaran, indikator or budget line that a figure is about."""
    if "sasaran" in isi:
        return f"sasaran.{isi['sasaran']}.uraian"
    if "indikator" in isi:
        return f"indikator.{isi['indikator']}.nama"
    if "kode" not in isi:
        return ""
    awalan = kunci[: kunci.index(isi["kode"])] + isi["kode"]
    return f"{awalan}.nama" if awalan.startswith("anggaran.program.") else f"{awalan}.uraian"


def _serapan(awalan: str, apa: str) -> Iterator[tuple[str, str, str]]:
    yield f"{awalan}.persen", f"Serapan {apa} (%)", "penyerapan realisasi persentase daya serap"
    yield f"{awalan}.realisasi", f"Realisasi {apa} (Rp)", "serapan penyerapan belanja"
    yield f"{awalan}.pagu", f"Pagu {apa} (Rp)", "alokasi dipa akhir"
    yield f"{awalan}.sisa", f"Sisa {apa} (Rp)", "tidak terserap"
    yield f"{awalan}.persen_sisa", f"Sisa {apa} (%)", "tidak terserap persentase"


_ANGGARAN = (
    *_serapan("anggaran", "anggaran"),
    ("pk.anggaran", "Anggaran dalam Perjanjian Kinerja (Rp)", "pagu pk"),
    ("anggaran.pagu_awal", "Pagu awal anggaran (Rp)", "dipa semula"),
    ("anggaran.tambahan", "Tambahan pagu sejak DIPA awal (Rp)", "kenaikan revisi anggaran"),
    ("anggaran.selisih_pk", "Selisih pagu terhadap Perjanjian Kinerja (Rp)", "anggaran"),
    ("anggaran.jumlah_revisi", "Jumlah revisi DIPA", "banyak anggaran perubahan"),
    ("anggaran.revisi_pertama", "Tanggal revisi DIPA pertama", "anggaran"),
    ("anggaran.revisi_terakhir", "Tanggal revisi DIPA terakhir", "anggaran"),
    ("efisiensi.persen", "Efisiensi anggaran (%)", "penghematan"),
    ("efisiensi.nilai", "Nilai efisiensi anggaran", "penghematan"),
)
_RINCIAN = (
    ("sasaran.{sasaran}.capaian", "Capaian sasaran {sasaran} (%)", "kinerja"),
    ("sasaran.{sasaran}.uraian", "Uraian sasaran {sasaran}", "nama"),
    ("efisiensi.sasaran.{sasaran}", "Efisiensi sasaran {sasaran} (%)", "penghematan"),
    ("indikator.{indikator}.capaian", "Capaian indikator {indikator} (%)", "kinerja"),
    ("indikator.{indikator}.realisasi", "Realisasi indikator {indikator}", "hasil"),
    ("indikator.{indikator}.target", "Target indikator {indikator}", "pk"),
    ("indikator.{indikator}.capaian_lalu", "Capaian indikator {indikator} tahun lalu", "sebelumnya"),
    ("indikator.{indikator}.target_renstra", "Target Renstra indikator {indikator}", "jangka menengah"),
    ("indikator.{indikator}.nama", "Nama indikator {indikator}", "uraian iku"),
    ("indikator.{indikator}.pembilang", "Pembilang indikator {indikator}", "yang dibagi"),
    ("indikator.{indikator}.penyebut", "Penyebut indikator {indikator}", "pembagi"),
    ("indikator.{indikator}.memenuhi", "Jumlah satker yang memenuhi indikator {indikator}", "banyak"),
    ("indikator.{indikator}.satker", "Jumlah satker yang dinilai pada indikator {indikator}", "banyak"),
    *_serapan("anggaran.program.{kode}", "anggaran program {kode}"),
    ("anggaran.program.{kode}.pagu_awal", "Pagu awal anggaran program {kode} (Rp)", "dipa semula"),
    ("anggaran.program.{kode}.nama", "Nama program {kode}", "anggaran uraian"),
    *_serapan("anggaran.wilayah", "anggaran seluruh satker"),
    *_serapan("anggaran.baris.{kode}", "anggaran {jenjang} {kode}"),
    ("anggaran.baris.{kode}.uraian", "Uraian {jenjang} {kode}", "anggaran nama"),
)
_LAINNYA = (
    ("tabel.{tabel}.jumlah_baris", "Jumlah baris tabel {tabel}", "banyak pendukung"),
    ("tabel.{tabel}.jumlah.{kolom}", "Jumlah kolom {kolom} tabel {tabel}", "total pendukung"),
    ("tahun.ini", "Tahun laporan", "ini"),
    ("tahun.lalu", "Tahun sebelumnya", "lalu"),
    ("tahun.depan", "Tahun berikutnya", "depan"),
    ("pk.tanggal", "Tanggal Perjanjian Kinerja", "pk"),
    ("pk.pihak_pertama", "Pihak pertama Perjanjian Kinerja", "pk nama sekretaris"),
    ("pk.pihak_kedua", "Pihak kedua Perjanjian Kinerja", "pk nama ketua"),
    ("pk.versi", "Versi Perjanjian Kinerja", "pk revisi"),
    ("renstra.periode", "Periode Renstra", "rencana strategis tahun"),
    ("renstra.visi", "Visi", "renstra"),
    ("renstra.jumlah_misi", "Jumlah misi Renstra", "banyak"),
    ("renstra.jumlah_tujuan", "Jumlah tujuan Renstra", "banyak"),
    ("renstra.jumlah_sasaran", "Jumlah sasaran strategis Renstra", "banyak"),
    ("satker.nama", "Nama satuan kerja", "satker kpu"),
    ("satker.sekretariat", "Nama sekretariat", "satker satuan kerja"),
    ("satker.nama_panjang", "Nama lengkap satuan kerja", "satker kpu panjang"),
    ("satker.wilayah", "Wilayah satuan kerja", "satker provinsi kabupaten kota"),
    ("satker.ibu_kota", "Ibu kota satuan kerja", "satker"),
    ("satker.jumlah_bawahan", "Jumlah satuan kerja kabupaten/kota", "banyak satker bawahan"),
    ("satker.jumlah_wilayah", "Jumlah satuan kerja, dengan provinsi", "banyak satker"),
    ("pejabat.{jabatan}", "Nama {jabatan}", "pejabat"),
    ("organisasi.jumlah_bagian", "Jumlah bagian", "banyak organisasi struktur"),
    ("organisasi.jumlah_subbagian", "Jumlah subbagian", "banyak organisasi struktur"),
    ("lkj.tempat", "Tempat penandatanganan laporan", "lkj"),
    ("lkj.tanggal", "Tanggal penandatanganan laporan", "lkj"),
    ("peraturan.{peraturan}.singkat", "Peraturan tanpa judul: {peraturan}", "dasar hukum singkat"),
    ("peraturan.{peraturan}", "Peraturan dengan judul: {peraturan}", "dasar hukum"),
)
_UTAMA = (
    ("capaian.rata_rata", "Capaian kinerja, rata-rata (%)", "nilai sasaran"),
    ("capaian.predikat", "Predikat capaian kinerja", "kategori"),
    ("capaian.rentang", "Rentang predikat capaian kinerja", "kategori"),
    ("pk.jumlah_sasaran", "Jumlah sasaran", "banyak pk"),
    ("pk.jumlah_indikator", "Jumlah indikator", "banyak pk iku"),
    ("capaian.jumlah_memenuhi", "Jumlah indikator yang memenuhi target", "banyak tercapai capaian"),
    ("capaian.jumlah_di_bawah", "Jumlah indikator di bawah target", "banyak tidak belum tercapai capaian"),
    ("capaian.jumlah_tidak_terhitung", "Jumlah indikator yang belum dapat dihitung", "banyak capaian"),
    ("capaian.rata_rata_indikator", "Capaian indikator, rata-rata (%)", "kinerja nilai"),
    ("capaian.metode", "Cara menghitung rata-rata capaian", "metode"),
)
_BAGIAN = {
    "sasaran": r"\d+",
    "indikator": r".+",
    "kode": r".+",
    "tabel": r"[^.]+",
    "kolom": r"[^.]+",
    "jabatan": r"[^.]+",
    "peraturan": r"[^.]+",
}


def _pola(kunci: str) -> re.Pattern[str]:
    """A key of the table as a pattern: {kode} stands for the part that varies."""
    return re.compile(
        re.sub(r"\{(\w+)\}", lambda m: f"(?P<{m[1]}>{_BAGIAN[m[1]]})", kunci.replace(".", r"\."))
    )


#: (pattern of the key, its label, further words to find it by), what reports name most first.
SEBUTAN = tuple(
    (_pola(kunci), label, kata) for kunci, label, kata in (*_UTAMA, *_ANGGARAN, *_RINCIAN, *_LAINNYA)
)
