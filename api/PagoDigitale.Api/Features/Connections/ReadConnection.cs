using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Connections;

public sealed class ReadConnectionHandler(ConnectionRows rows)
{
    public Task<Outcome<ConnectionModel>> RunAsync(string connection, CancellationToken ct) => rows.ReadAsync(connection, ct);
}
