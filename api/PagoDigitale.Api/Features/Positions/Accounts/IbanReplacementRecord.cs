using System.Text.Json;
using Npgsql;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions.Accounts;

/// <summary>A row of <c>iban_replacements</c>.</summary>
public sealed record IbanReplacementRecord
{
    public const string Columns = """
        replacement_id, iban, new_iban, first_day, reason, state, notices_count, printed_count, not_payable_count, services_count,
            failure::text, created_at, completed_at
        """;

    public required Guid Id { get; init; }
    public required string Iban { get; init; }
    public required string NewIban { get; init; }
    public required DateOnly FirstDay { get; init; }
    public required string Reason { get; init; }
    public required IbanReplacementState State { get; init; }
    public required IbanReplacementCounts Counts { get; init; }
    public Failure? Failure { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }

    public string PublicId => Core.Identifiers.PublicId.Format(IbanReplacementModel.Prefix, Id);

    public static IbanReplacementRecord Read(NpgsqlDataReader r) =>
        new()
        {
            Id = r.GetGuid(0),
            Iban = r.GetString(1),
            NewIban = r.GetString(2),
            FirstDay = r.GetFieldValue<DateOnly>(3),
            Reason = r.GetString(4),
            State = StateText.Parse<IbanReplacementState>(r.GetString(5)),
            Counts = new(r.GetInt64(6), r.GetInt64(7), r.GetInt64(8), r.GetInt64(9)),
            Failure = r.IsDBNull(10) ? null : JsonSerializer.Deserialize<Failure>(r.GetString(10), ApiJson.Options),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(11),
            CompletedAt = r.IsDBNull(12) ? null : r.GetFieldValue<DateTimeOffset>(12),
        };

    /// <param name="counts">While nothing was changed yet: what would be.</param>
    public IbanReplacementModel ToModel(IbanReplacementCounts? counts = null) =>
        new()
        {
            Id = PublicId,
            Iban = Iban,
            NewIban = NewIban,
            FirstDay = FirstDay,
            Reason = Reason,
            State = State,
            Counts = counts ?? Counts,
            Failure = Failure,
            CreatedAt = CreatedAt,
            CompletedAt = CompletedAt,
        };
}
