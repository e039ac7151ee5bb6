using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>Something wrong with a row that only the registers, or the other rows of the file, can show.</summary>
internal sealed record RowFault
{
    /// <summary>The condition, as SQL over the tables of MergeVerdicts.sql.</summary>
    public required string When { get; init; }

    public required string Field { get; init; }
    public required string Code { get; init; }

    /// <summary>SQL (<see cref="MessageSql"/>).</summary>
    public required string Message { get; init; }

    public required Wording Remedy { get; init; }

    /// <summary>SQL.</summary>
    public string Value { get; init; } = "NULL";

    /// <summary>SQL: the notice that asks for this already.</summary>
    public string Notice { get; init; } = "NULL";

    /// <summary>Appended to the faults of a row where the condition holds.</summary>
    public string ToSql() =>
        $"""
            || CASE WHEN {When} THEN jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('field', '{Field}', 'code', '{Code}',
                'message', {Message}, 'remedy', {MessageSql.Of(Remedy)}, 'value', {Value}::text, 'noticeNumber', {Notice}::text)))
                ELSE '[]' END
            """;
}
