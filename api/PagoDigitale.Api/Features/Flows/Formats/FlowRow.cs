using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Text;

namespace PagoDigitale.Api.Features.Flows.Formats;

/// <summary>
/// What every format makes of its rows: a debt as it was asked for, after the checks that need no database, in the words of the standard
/// layout.
/// </summary>
public sealed class FlowRow
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

    /// <summary>
    /// Of a row that is one instalment of a position, from 1; null where the row is the whole debt. Both or neither are there.
    /// </summary>
    public int? OptionIndex { get; set; }

    public int? InstalmentIndex { get; set; }

    /// <summary>What the row says of its payment option as a whole.</summary>
    public PaymentOptionKind? OptionKind { get; set; }

    public string? OptionDescription { get; set; }

    /// <summary>First day on which it can be paid; null where that is always.</summary>
    public DateOnly? ValidFrom { get; set; }

    /// <summary>Null where the service says.</summary>
    public bool? KeepPayableAfterDueDate { get; set; }

    /// <summary>Null where the service says.</summary>
    public RequestToPay? RequestToPay { get; set; }
    public List<FlowRowError>? Errors { get; private set; }

    public List<FlowRowWarning>? Warnings { get; private set; }

    /// <summary>The encoding the row seems to be written in; it is told once for the whole file.</summary>
    public string? DoubtfulEncoding { get; set; }

    /// <summary>In place of what follows from it: a cell that holds an error is not a missing amount.</summary>
    public void RefuseInstead(string field, string code, Message message, Message remedy, string? value)
    {
        Errors?.RemoveAll(e => e.Field == field);
        Refuse(field, code, message, remedy, value);
    }

    public void Warn(string field, string code, Message message, Message remedy, string? value = null, string? proposal = null)
    {
        Warnings ??= [];
        Warnings.Add(
            new()
            {
                Field = field,
                Code = code,
                Message = message,
                Remedy = remedy,
                Value = Clipped.To(value, 500),
                Proposal = Clipped.To(proposal, 500),
            }
        );
    }

    public void Refuse(string field, string code, Message message, Message remedy, string? value)
    {
        Errors ??= [];
        Errors.Add(
            new()
            {
                Field = field,
                Code = code,
                Message = message,
                Remedy = remedy,
                Value = Clipped.To(value, 500),
            }
        );
    }
}
