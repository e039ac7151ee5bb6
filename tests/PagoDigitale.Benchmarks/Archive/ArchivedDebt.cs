using System.Buffers.Binary;
using System.Globalization;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Benchmarks.Archive;

/// <summary>Everything about the debt of one ordinal follows from the ordinal, so each table can be written by itself.</summary>
public readonly struct ArchivedDebt(ArchiveShape shape, int ordinal)
{
    public const string SegregationCode = "47";
    public const string PspName = "Banca di Prova";
    public const int Services = 5;
    public const int Accertamenti = 20;

    private static readonly string[] Psps = ["BPROITMM", "POPRITRM", "CAPRIT2P"];

    private static readonly string[] Surnames =
    [
        "Rossi",
        "Russo",
        "Ferrari",
        "Esposito",
        "Bianchi",
        "Romano",
        "Colombo",
        "Ricci",
        "Marino",
        "Greco",
        "Bruno",
        "Gallo",
        "Conti",
        "De Luca",
        "Costa",
        "Giordano",
        "Mancini",
        "Rizzo",
        "Lombardi",
        "Moretti",
        "Barbieri",
        "Fontana",
        "Santoro",
    ];

    private static readonly string[] GivenNames =
    [
        "Mario",
        "Anna",
        "Giuseppe",
        "Maria",
        "Luca",
        "Giulia",
        "Marco",
        "Francesca",
        "Paolo",
        "Elena",
        "Andrea",
        "Chiara",
        "Giovanni",
        "Sara",
        "Roberto",
        "Laura",
        "Stefano",
        "Nicolò",
        "Alessandro",
    ];

    private enum Kind
    {
        Position = 1,
        Debtor,
        Instalment,
        Receipt,
        Rendicontazione,
        Movement,
        Reversale,
        Message,
    }

    public int Ordinal => ordinal;

    public bool IsPaid => ordinal < shape.First + shape.Payments;

    public DateTimeOffset CreatedAt => shape.From + (shape.Until - shape.From) * ((ordinal - shape.First) / (double)shape.Total);

    public DateTimeOffset PaidAt => CreatedAt.AddDays(10);

    public DateOnly DueDate => RomeTime.LegalDate(CreatedAt).AddMonths(IsPaid ? 1 : 24);

    /// <summary>Euro cents, of 900 different amounts.</summary>
    public long AmountCents => 1_000 + ordinal % 900 * 10;

    public Guid PositionId => Id(Kind.Position, CreatedAt, ordinal);

    public Guid InstalmentId => Id(Kind.Instalment, CreatedAt, ordinal);

    public Guid ReceiptId => Id(Kind.Receipt, PaidAt, ordinal);

    public Guid MessageId => Id(Kind.Message, PaidAt, ordinal);

    public int Debtor => shape.First + (ordinal - shape.First) / shape.PositionsPerDebtor;

    public Guid DebtorId => Id(Kind.Debtor, shape.From, Debtor);

    public string DebtorName =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{GivenNames[Debtor / Surnames.Length % GivenNames.Length]} {Surnames[Debtor % Surnames.Length]} {Debtor / 437}"
        );

    /// <summary>An 11-digit code whose check digit holds: there are more of them than people's.</summary>
    public string DebtorCode
    {
        get
        {
            var digits = (1_000_000_000L + Debtor).ToString("D10", CultureInfo.InvariantCulture);
            return digits + VatCheck.CheckDigit(digits);
        }
    }

    public string NoticeNumber
    {
        get
        {
            var digits = $"3{SegregationCode}{ordinal.ToString("D13", CultureInfo.InvariantCulture)}";
            return digits + (long.Parse(digits, CultureInfo.InvariantCulture) % 93).ToString("D2", CultureInfo.InvariantCulture);
        }
    }

    public string Iuv => NoticeNumber[1..];

    /// <summary>32 digits that tell nothing, as PSPs make them.</summary>
    public string Iur
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteInt64BigEndian(bytes, ordinal * -7046029254386353131L);
            BinaryPrimitives.WriteInt64BigEndian(bytes[8..], (ordinal + 1L) * -4417276706812531889L);
            return Convert.ToHexStringLower(bytes);
        }
    }

    public string ExternalId => string.Create(CultureInfo.InvariantCulture, $"Q-{ordinal:D8}");

    public string ServiceCode => ServiceOf(ordinal % Services);

    public int Accertamento => ordinal % Accertamenti;

    public int Flow => (ordinal - shape.First) / shape.PaymentsPerFlow;

    public string PspId => PspOf(Flow);

    public static string ServiceOf(int index) => string.Create(CultureInfo.InvariantCulture, $"QUOTA{index + 1}");

    public static string PspOf(int flow) => Psps[flow % Psps.Length];

    /// <summary>The last payment of a flow.</summary>
    public static ArchivedDebt LastOf(ArchiveShape shape, int flow) =>
        new(shape, shape.First + Math.Min((flow + 1) * shape.PaymentsPerFlow, shape.Payments) - 1);

    public static DateTimeOffset ToldAt(ArchiveShape shape, int flow) => LastOf(shape, flow).PaidAt.AddHours(6);

    public static DateOnly RegulationDate(ArchiveShape shape, int flow) => RomeTime.LegalDate(ToldAt(shape, flow));

    public static Guid RendicontazioneId(ArchiveShape shape, int flow) =>
        Id(Kind.Rendicontazione, ToldAt(shape, flow), NumberOf(shape, flow));

    public static Guid MovementId(ArchiveShape shape, int flow) => Id(Kind.Movement, ToldAt(shape, flow), NumberOf(shape, flow));

    public static Guid ReversaleId(ArchiveShape shape, int flow) => Id(Kind.Reversale, ToldAt(shape, flow), NumberOf(shape, flow));

    public static string FlussoId(ArchiveShape shape, int flow) =>
        string.Create(CultureInfo.InvariantCulture, $"{RegulationDate(shape, flow):yyyy-MM-dd}{PspOf(flow)}-S{NumberOf(shape, flow):D9}");

    /// <summary>Its own also where an organization is filled twice.</summary>
    public static int NumberOf(ArchiveShape shape, int flow) => shape.First + flow;

    public static long CentsOf(ArchiveShape shape, int flow) => PaymentsOf(shape, flow).Sum(p => p.AmountCents);

    public static IEnumerable<ArchivedDebt> PaymentsOf(ArchiveShape shape, int flow)
    {
        var last = LastOf(shape, flow).Ordinal;
        for (var n = shape.First + flow * shape.PaymentsPerFlow; n <= last; n++)
            yield return new(shape, n);
    }

    /// <summary>A UUIDv7: moment, kind, ordinal.</summary>
    private static Guid Id(Kind kind, DateTimeOffset at, long ordinal)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, at.ToUnixTimeMilliseconds() << 16);
        bytes[6] = 0x70;
        bytes[7] = (byte)kind;
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], ordinal);
        bytes[8] = 0x80;
        return new Guid(bytes, bigEndian: true);
    }
}
