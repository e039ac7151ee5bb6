using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni;

public sealed record RendicontazioneToParse(Guid RendicontazioneId);

/// <summary>Reads a rendicontazione that was too large for the request that brought it. One transaction: killed, it starts again.</summary>
public sealed class ParseRendicontazione(TenantScopes scopes) : IJobHandler
{
    public static string Kind => "rendicontazione.parse";

    public async Task RunAsync(Job job, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(job.Organization, ct);
        await scope.Get<RendicontazioneIntakeHandler>().ParseReceivedAsync(job.Read<RendicontazioneToParse>().RendicontazioneId, ct);
        await scope.CommitAsync(ct);
    }
}

/// <summary>
/// How large a file is read while its sender waits: a thousand rows are about half a megabyte and a second. A larger one is answered at
/// once, <c>received</c>, and read by a job.
/// </summary>
public sealed class RendicontazioneSizes(IConfiguration configuration)
{
    public long ReadAtOnceMax { get; } = configuration.GetValue("PagoDigitale:Rendicontazioni:ReadAtOnceKilobytesMax", 1_024) * 1024L;
}
