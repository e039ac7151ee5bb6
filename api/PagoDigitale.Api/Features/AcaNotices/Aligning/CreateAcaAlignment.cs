using FluentValidation;
using PagoDigitale.Api.Features.AcaNotices.Loading;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.AcaNotices.Aligning;

public sealed record AcaAlignmentInput
{
    public required AcaAlignmentScope Scope { get; init; }
    public bool? IsDryRun { get; init; }
}

/// <summary>Nothing but what its types say.</summary>
public sealed class AcaAlignmentInputValidator : AbstractValidator<AcaAlignmentInput>;

/// <summary>Has all notices compared with what the archive was told. While the connection is paused what differs waits.</summary>
public sealed class CreateAcaAlignmentHandler(AcaAlignmentRows rows, ConnectionCalls connections, AcaWork work)
{
    public async Task<Outcome<AcaAlignmentModel>> RunAsync(AcaAlignmentInput input, CancellationToken ct)
    {
        if (await connections.RefuseCallAsync(ConnectionCode.Aca, ct) is { Code: "connection-missing" } missing)
            return missing;
        var id = await rows.AddAsync(input.Scope, input.IsDryRun == true, AcaAlignmentOrigin.Request, ct);
        await work.RequestAsync(ct);
        return await rows.ReadAsync(id, ct);
    }
}
