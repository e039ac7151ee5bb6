using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Flows.Files;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Flows;

public sealed record FlowFilter : PageQuery
{
    // The longer of two that begin alike first: the attribute takes the first that fits and then finds that text is left.
    [
        FromQuery(Name = "state"),
        RegularExpression("received|validating|ready|generating|completed-with-rejects|completed|failed|cancelled")
    ]
    public string? State { get; init; }

    [FromQuery(Name = "serviceCode"), RegularExpression(QueryForm.Code)]
    public string? ServiceCode { get; init; }

    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }

    [FromQuery(Name = "createdFrom")]
    public DateOnly? CreatedFrom { get; init; }

    [FromQuery(Name = "createdTo")]
    public DateOnly? CreatedTo { get; init; }
}

public sealed record FlowRowFilter : PageQuery
{
    [FromQuery(Name = "verdict"), RegularExpression("valid|rejected|excluded|generated")]
    public string? Verdict { get; init; }

    /// <summary>Of rows that have issued a notice.</summary>
    [FromQuery(Name = "isPaid")]
    public bool? IsPaid { get; init; }

    [FromQuery(Name = "hasWarnings")]
    public bool? HasWarnings { get; init; }

    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }
}

public sealed record FlowOutcomeFilter
{
    [FromQuery(Name = "format"), RegularExpression("csv|xlsx")]
    public string? Format { get; init; }

    [FromQuery(Name = "verdict"), RegularExpression("valid|rejected|excluded|generated")]
    public string? Verdict { get; init; }

    internal bool IsWorkbook => Format == "xlsx";
}

public sealed record FlowUpload
{
    [FromQuery(Name = "fileName"), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? FileName { get; init; }

    [FromQuery(Name = "serviceCode")]
    public string? ServiceCode { get; init; }

    [FromQuery(Name = "description"), Printed]
    public string? Description { get; init; }

    [FromQuery(Name = "defaultDueDate")]
    public DateOnly? DefaultDueDate { get; init; }

    [FromQuery(Name = "validUntil")]
    public DateOnly? ValidUntil { get; init; }

    [FromQuery(Name = "openEnded")]
    public bool OpenEnded { get; init; }

    [FromQuery(Name = "groupByDebtor")]
    public bool GroupByDebtor { get; init; }

    [FromQuery(Name = "commonDescription"), Printed]
    public string? CommonDescription { get; init; }

    [FromQuery(Name = "unitCode")]
    public string? UnitCode { get; init; }

    [FromQuery(Name = "encoding")]
    public string? Encoding { get; init; }

    [FromQuery(Name = "externalId")]
    public string? ExternalId { get; init; }

    public FlowParameters ToParameters() =>
        new()
        {
            ServiceCode = ServiceCode,
            Description = Description,
            DefaultDueDate = DefaultDueDate,
            ValidUntil = ValidUntil,
            OpenEnded = OpenEnded,
            GroupByDebtor = GroupByDebtor,
            CommonDescription = CommonDescription,
            UnitCode = UnitCode,
            Encoding = Encoding,
        };
}

public sealed record FlowChange
{
    [NullRemoves]
    public string? ServiceCode { get; init; }

    [NullRemoves, Printed]
    public string? Description { get; init; }

    [NullRemoves]
    public DateOnly? DefaultDueDate { get; init; }

    [NullRemoves]
    public DateOnly? ValidUntil { get; init; }

    public bool? OpenEnded { get; init; }
    public bool? GroupByDebtor { get; init; }

    [NullRemoves, Printed]
    public string? CommonDescription { get; init; }

    [NullRemoves]
    public string? UnitCode { get; init; }

    [NullRemoves]
    public string? Encoding { get; init; }
}

public sealed record FlowRowSelection
{
    public required IReadOnlyList<int> RowNumbers { get; init; }
}

public sealed class FlowUploadValidator : AbstractValidator<FlowUpload>
{
    public FlowUploadValidator()
    {
        RuleFor(x => x.FileName).Length(1, 200);
        RuleFor(x => x.ExternalId).Length(1, 128);
        RuleFor(x => x.ServiceCode).MustBeCode();
        RuleFor(x => x.UnitCode).MustBeCode();
        RuleFor(x => x.Description).IsTextUpTo(140);
        RuleFor(x => x.CommonDescription).IsTextUpTo(140);
        RuleFor(x => x.Encoding).MustBeEncoding();
    }
}

public sealed class FlowChangeValidator : AbstractValidator<FlowChange>
{
    public FlowChangeValidator()
    {
        RuleFor(x => x.ServiceCode).MustBeCode();
        RuleFor(x => x.UnitCode).MustBeCode();
        RuleFor(x => x.Description).IsTextUpTo(140);
        RuleFor(x => x.CommonDescription).IsTextUpTo(140);
        RuleFor(x => x.Encoding).MustBeEncoding();
    }
}

public sealed class FlowRowSelectionValidator : AbstractValidator<FlowRowSelection>
{
    public FlowRowSelectionValidator()
    {
        RuleFor(x => x.RowNumbers)
            .Must(r => r.Count is >= 1 and <= 1000)
            .WithMessage("must hold 1 to 1000 row numbers")
            .Remedy("row-numbers-count", "Send the rows in several requests.");
        RuleFor(x => x.RowNumbers)
            .Must(r => r.All(n => n >= 1))
            .WithMessage("must be positive")
            .Remedy("row-number-invalid", "Use rowNumber as the list of rows gives it.");
    }
}

file static class CodeRule
{
    public static IRuleBuilderOptions<T, string?> MustBeEncoding<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(e => e is null || TextEncoding.Names.Contains(e))
            .WithMessage("is not an encoding we read")
            .Remedy("encoding-unknown", $"Use one of {string.Join(", ", TextEncoding.Names)}, or leave it out to have it recognised.");

    public static IRuleBuilderOptions<T, string?> MustBeCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Matches("^[A-Za-z0-9_-]{1,35}$")
            .WithMessage("is not a code")
            .Remedy("code-invalid", "Use 1 to 35 letters, digits, dashes or underscores.");
}
