using System.Text.Json;
using Npgsql;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.AcaNotices.Loading;

/// <summary>An instalment, and what the archive was told of it.</summary>
/// <param name="Iban">Of the organization's own transfer; null where all is others'.</param>
internal sealed record AcaFacts(
    Guid InstalmentId,
    Guid PositionId,
    string NoticeNumber,
    string Iuv,
    InstalmentState State,
    long AmountCents,
    PaymentTerms Terms,
    string Description,
    string DebtorType,
    string DebtorFiscalCode,
    string DebtorName,
    string? Iban,
    string? PostalIban,
    bool MayBePushed,
    bool IsOrganizationActive,
    AcaRecord? Record
)
{
    private static readonly SqlText _read = SqlText.Statement(typeof(AcaFacts), "AcaFacts.sql");

    public static Task<List<AcaFacts>> ReadAsync(
        Platform.Tenancy.TenantSession session,
        IReadOnlyCollection<Guid> instalments,
        CancellationToken ct
    ) => session.QueryAsync(_read, Map, ct, session.Organization, instalments.ToArray());

    private static AcaFacts Map(NpgsqlDataReader r) =>
        new(
            r.GetGuid(0),
            r.GetGuid(1),
            r.GetString(2),
            r.GetString(3),
            StateText.Parse<InstalmentState>(r.GetString(4)),
            r.GetInt64(5),
            new PaymentTerms(Day(r, 8), Day(r, 6), Day(r, 7), r.GetBoolean(9)),
            r.GetString(10),
            r.GetString(11),
            r.GetString(12),
            r.GetString(13),
            Text(r, 14),
            Text(r, 15),
            r.GetBoolean(16),
            r.GetBoolean(29),
            r.GetBoolean(17) ? RecordOf(r) : null
        );

    private static AcaRecord RecordOf(NpgsqlDataReader r) =>
        new()
        {
            State = StateText.Parse<AcaNoticeState>(r.GetString(18)),
            IsAsked = r.GetBoolean(19),
            Digest = r.IsDBNull(20) ? null : r.GetFieldValue<byte[]>(20),
            ToldDigest = r.IsDBNull(21) ? null : r.GetFieldValue<byte[]>(21),
            ToldAmountCents = r.IsDBNull(22) ? null : r.GetInt64(22),
            ToldAt = Moment(r, 23),
            ToldLastDay = Day(r, 24),
            WaitingSince = Moment(r, 25),
            Attempts = r.GetInt32(26),
            Failure = r.IsDBNull(27) ? null : JsonSerializer.Deserialize<Failure>(r.GetString(27), ApiJson.Options),
            NextAttemptAt = Moment(r, 28),
            AmountCents = r.GetInt64(30),
        };

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static DateOnly? Day(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetFieldValue<DateOnly>(column);

    private static DateTimeOffset? Moment(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetFieldValue<DateTimeOffset>(column);
}

/// <summary>What is on record of a notice and the archive.</summary>
internal sealed record AcaRecord
{
    public required AcaNoticeState State { get; init; }

    /// <summary>A call was begun for it: the archive may know it, whatever came back.</summary>
    public required bool IsAsked { get; init; }

    /// <summary>Of what it is to be told; null where that is to be looked at anew.</summary>
    public required byte[]? Digest { get; init; }

    /// <summary>
    /// Of what it has, as it said itself; null where it never did, or where a call was begun since and nobody knows what came of it. What
    /// is on record of the last answer (<see cref="ToldAmountCents"/>, <see cref="ToldLastDay"/>) says then what it had, not what it has.
    /// </summary>
    public required byte[]? ToldDigest { get; init; }

    public bool IsOpenThere => ToldDigest is not null && ToldAmountCents > 0;

    public bool IsClosedThere => ToldDigest is not null && ToldAmountCents == 0;

    /// <summary>What it is to ask for.</summary>
    public long AmountCents { get; init; }

    public long? ToldAmountCents { get; init; }
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>After which it lets the notice expire by itself; null where it does not.</summary>
    public DateOnly? ToldLastDay { get; init; }

    public DateTimeOffset? WaitingSince { get; init; }
    public required int Attempts { get; init; }
    public Failure? Failure { get; init; }
    public DateTimeOffset? NextAttemptAt { get; init; }

    public static readonly AcaRecord None = new()
    {
        State = AcaNoticeState.ToLoad,
        IsAsked = false,
        Digest = null,
        ToldDigest = null,
        Attempts = 0,
    };
}
