using System.Diagnostics.CodeAnalysis;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>A request, or why it could not be read. Operation is known as soon as the body root was, also for a refusal.</summary>
public readonly record struct PaRequestReading(PaRequest? Request, WireError? Error, PaOperation? Operation)
{
    [MemberNotNullWhen(true, nameof(Request), nameof(Operation))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Request is not null;

    /// <summary>Only of a receipt that breaks the schema and was understood all the same (<see cref="TolerantReceiptReader"/>).</summary>
    public IReadOnlyList<ReceiptDeviation> Deviations { get; init; } = [];
}

/// <summary>A response (which may be a <see cref="FaultResponse"/>), or why it could not be read.</summary>
public readonly record struct PaResponseReading(PaResponse? Response, WireError? Error)
{
    [MemberNotNullWhen(true, nameof(Response))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Response is not null;
}
