using Npgsql;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Gateways.PagoPa.Options;

/// <summary>What one statement tells of a question about payment options.</summary>
/// <param name="Position">Null where nobody knows the notice.</param>
internal sealed record OptionFacts(string Organization, string Name, bool IsActive, bool HasStation, OfferedPosition? Position);

/// <param name="Instalments">Of all its payment options, in their order.</param>
internal sealed record OfferedPosition(string Description, PositionState State, IReadOnlyList<OfferedPart> Instalments);

internal sealed record OfferedPart(
    string? OptionDescription,
    int Index,
    string NoticeNumber,
    string Iuv,
    PaymentTerms Terms,
    IReadOnlyList<string> Accounts,
    OptionInstalment Standing
)
{
    /// <summary>Null where it is the position's.</summary>
    public string? Description { get; init; }

    public static OfferedPart Read(NpgsqlDataReader r) =>
        new(
            r.IsDBNull(6) ? null : r.GetString(6),
            r.GetInt16(7),
            r.GetString(8),
            r.GetString(9),
            new(DayOrNull(r, 13), DayOrNull(r, 11), DayOrNull(r, 12), r.GetBoolean(16)),
            r.IsDBNull(17) ? [] : r.GetFieldValue<string[]>(17),
            new(r.GetInt16(5), StateText.Parse<InstalmentState>(r.GetString(14)), r.GetBoolean(15), AmountCents: r.GetInt64(10))
        )
        {
            Description = r.IsDBNull(18) ? null : r.GetString(18),
        };

    private static DateOnly? DayOrNull(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetFieldValue<DateOnly>(column);
}
