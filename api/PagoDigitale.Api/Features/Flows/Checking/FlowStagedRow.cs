using PagoDigitale.Api.Features.Organizations.Exposed;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>A row after the checks that need no database.</summary>
public sealed class FlowStagedRow
{
    public required int RowNumber { get; init; }
    public required string Original { get; init; }
    public required Guid ContentHash { get; init; }
    public string? ExternalId { get; set; }
    public string? DebtorType { get; set; }
    public string? DebtorFiscalCode { get; set; }
    public string? DebtorName { get; set; }
    public Address? DebtorAddress { get; set; }
    public string? DebtorEmail { get; set; }
    public string? DebtorPec { get; set; }
    public string? ServiceCode { get; set; }
    public string? Description { get; set; }
    public long? AmountCents { get; set; }
    public DateOnly? DueDate { get; set; }
    public DateOnly? ValidUntil { get; set; }
    public int? AccertamentoYear { get; set; }
    public string? AccertamentoNumber { get; set; }
    public List<FlowRowError>? Errors { get; private set; }

    public void Refuse(string field, string code, string message, string remedy, string? value)
    {
        Errors ??= [];
        Errors.Add(new() { Field = field, Code = code, Message = message, Remedy = remedy, Value = Clip(value, 500) });
    }

    public static string? Clip(string? text, int length) => text is null || text.Length <= length ? text : text[..length];
}
