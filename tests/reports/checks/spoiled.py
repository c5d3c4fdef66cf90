"""The example year with what people overlooked in the report of 2023, told in sentences of our own.

Facts, figures and titles are those of the printed report; the bad narrative replaces that of the example.
"""

from datetime import date

from agreements.models import Indikator
from measurements.models import Analisis, Realisasi, TabelPendukung
from reports.models import LaporanKinerja, Narasi
from tests.factories import make_lkj, make_pk
from tests.reports.ready import write_section

KEMBAR = (
    "Selama tahun berjalan sekretariat mendampingi seluruh satuan kerja dalam menyusun pertanggungjawaban, "
    "memeriksa kelengkapan dokumennya, dan mengembalikan berkas yang masih kurang sebelum tenggat."
)
DARI_TAHUN_LALU = (
    "Jangkauan wilayah kepulauan dan jalan yang rusak pada musim hujan tetap menjadi tantangan utama bagi "
    "penyaluran logistik, sehingga jadwal pengiriman disusun dengan cadangan waktu yang cukup."
)
NIP = "196501012000121002"

NARASI = {
    "depan.kata-pengantar": "<p>Capaian rata-rata sebesar {{ capaian.rata_rata }} disyukuri bersama.</p>",
    "depan.ikhtisar-eksekutif": (
        "<p>Laporan ini mengukur 3 (tiga) sasaran strategis melalui 10 (sepuluh) indikator kinerja.</p>"
    ),
    "bab1.isu-strategis": f"<p>{DARI_TAHUN_LALU}</p>",
    "bab1.dasar-hukum": (
        "<p>Pedoman penyusunannya adalah Keputusan KPU Nomor 5/PR.03-1-Kpt/03/KPU/II/2018, sejalan dengan "
        "Undang-Undang Nomor 7 Tahun 2017.</p>"
    ),
    "bab3.hasil-pengukuran": (
        "<p>Secara keseluruhan kinerja dinilai berhasil dengan nilai 100% dari target.</p>"
    ),
    "bab3.sasaran-1": f'<p>{KEMBAR}</p><figure data-tabel="perbandingan-ketik"></figure>',
    "bab3.sasaran-2": (
        "<p>Mutasi barang milik negara bernilai Rp3.478.308.747 (tiga miliar empat ratus tujuh puluh delapan "
        "juta tiga ratus delapan puluh tujuh ratus empat puluh tujuh rupiah).</p>"
        "<h4>Kondisi fasilitas</h4>"
        "<p>Perangkat Komputer: (94/127) × 100% = 74,01%.</p>"
        "<p>Kursi: (285/295) × 100% = 96,61%.</p>"
        "<p>Kendaraan: (3/3) × 100% = 100%.</p>"
    ),
    "bab3.sasaran-3": (
        f"<p>{KEMBAR}</p><p>Satuan kerja yang bernilai minimal B mencapai 66,67%.</p>"
        "<p>Upaya tersebut mendukung indikator Persentase Pejabat Perbendaharaan yang menyelesaikan "
        "pertanggungjawaban anggaran sesuai ketentuan.</p>"
    ),
    "bab3.sasaran-5": '<figure data-tabel="pegawai-ketik"></figure>',
    "bab3.keuangan": (
        "<p>Tambahan anggaran yang diterima sepanjang tahun sebesar Rp50.342.000.000.</p>"
        "<p>Pada akhir tahun terserap Rp50.101.361.031 atau 99,52% dari pagu.</p>"
    ),
    "bab3.keuangan-wilayah": '<figure data-tabel="satker-ketik"></figure>',
    "bab3.realisasi-kegiatan": '<figure data-tabel="kegiatan-ketik"></figure>',
    "bab4.kesimpulan": (
        "<p>Dari 11 (sebelas) indikator pada 9 (sembilan) sasaran yang diperjanjikan Sekretariat, "
        "{{ capaian.jumlah_memenuhi }} indikator mencapai target pada 31 Desember 2023.</p>"
        "<p>Sebanyak 14 indikator memenuhi target. Empat belas indikator belum mencapai target.</p>"
    ),
}
KEGIATAN = [
    ["CQ.6710.QGE", "Tata Kelola Kelembagaan", "225,374,000", "224,539,341", "99,63%", "834,659"],
    ["CQ.6710.QGE.001", "Pendaftaran dan Verifikasi", "135,259,000", "135,141,541", "99,91%", "117,459"],
    ["CQ.6710.QGE.003", "Pelaksanaan Pendaftaran", "200.000", "200.000", "100%", "-"],
    ["CQ.6710.QGE.004", "Evaluasi dan Pelaporan", "79,386,700", "88,997,800", "99,20%", "-"],
    ["CQ.6710.QGE.005", "Dukungan Operasional", "200.000", "200.000", "100%", "-"],
    ["CQ.6887.QGE", "Tata Kelola Kelembagaan", "526,177,00", "525,111,680", "99,80%", "-"],
    ["CQ.6890.QGE.002", "Pelaksanaan Proses Pencalonan", "815,735,000", "99.72 %", "99,72%", "-"],
]
SATKER = [
    ["KPU Kab. Pringsewu", "25.451.592.000", "25.431.147.463", "99,91", "20.444.537"],
    ["KPU Kab. Pesisir Barat", "22.379.389.000", "22.217.309.861", "99,28", "162.079.139"],
    ["KPU Kab. Mesuji", "18.058.881.000", "18.058.881.000", "99,74", "52.077.751"],
]
PERBANDINGAN = [
    [
        "Terwujudnya SDM dan Lembaga KPU Provinsi Lampung yang berkualitas",
        "Persentase tersusunnya laporan pertanggungjawaban penggunaan anggaran di KPU Provinsi dan KPU "
        "Kabupaten/ Kota se- Provinsi Lampung", "100%", "100%",
    ],
    [
        "Terwujudnya pengelolaan Barang Milik Negara (BMN) sesuai dengan Peraturan dan Perundangan yang "
        "berlaku",
        "Jumlah laporan SIMAK BMN yang disusun oleh KPU Provinsi Lampung", "2 Laporan", "100%",
    ],
]  # fmt: skip


def spoil(laporan: LaporanKinerja) -> None:
    """Write the bad report over the example's."""
    Narasi.objects.filter(laporan=laporan).update(isi="<p>Uraian bagian ini.</p>")
    for kunci, isi in (NARASI | {"bab4.langkah": ""}).items():
        write_section(laporan, kunci, isi)
    indikator = {
        satu.nomor: satu for satu in Indikator.objects.filter(sasaran__perjanjian=laporan.perjanjian)
    }
    _table(indikator[1], "perbandingan-ketik", "Perbandingan capaian", PERBANDINGAN, (
        "Sasaran Kegiatan", "Indikator Kinerja", "Capaian 2022", "Capaian 2023",
    ))  # fmt: skip
    _table(indikator[1], "kegiatan-ketik", "Capaian Kegiatan Tahun 2022", KEGIATAN, (
        "Kode", "Uraian", "Pagu", "Realisasi", "%", "Sisa",
    ))  # fmt: skip
    _table(indikator[1], "satker-ketik", "Realisasi SP2D menurut satuan kerja", SATKER, (
        "Satuan Kerja", "Pagu", "Realisasi SP2D", "% Realisasi", "Sisa",
    ))  # fmt: skip
    pegawai = [["Pejabat pertama", NIP], ["Pejabat kedua", "02.20.A.001"]]
    _table(indikator[7], "pegawai-ketik", "Pegawai yang datanya mutakhir", pegawai, ("Nama", "Nomor"))
    Realisasi.objects.filter(indikator=indikator[10]).delete()
    Analisis.objects.filter(realisasi__indikator=indikator[12]).delete()
    _last_year(laporan)


def _table(
    indikator: Indikator, kunci: str, judul: str, baris: list[list[str]], kolom: tuple[str, ...]
) -> None:
    """A table as somebody pastes it: every column is text, nothing is computed."""
    TabelPendukung.objects.create(
        indikator=indikator, kunci=kunci, urutan=50, judul=judul, baris=baris,
        kolom=[{"kunci": f"k{ke}", "judul": satu, "jenis": "teks"} for ke, satu in enumerate(kolom)],
    )  # fmt: skip


def _last_year(laporan: LaporanKinerja) -> None:
    pk = make_pk(
        laporan.satker, 2022, pihak_pertama=laporan.perjanjian.pihak_pertama,
        pihak_kedua=laporan.perjanjian.pihak_kedua, tanggal=date(2022, 2, 1),
    )  # fmt: skip
    Narasi.objects.create(
        laporan=make_lkj(pk, tempat="Bandar Lampung"),
        kunci="bab1.isu-strategis",
        isi=NARASI["bab1.isu-strategis"],
    )
