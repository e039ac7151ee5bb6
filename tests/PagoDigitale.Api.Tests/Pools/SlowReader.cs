using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Pools;

/// <summary>A client that asks for a file over a bare socket and takes nothing of it but what it is told to.</summary>
internal sealed class SlowReader : IDisposable
{
    private readonly TcpClient _socket = new() { ReceiveBufferSize = 4096 };

    public static async Task<SlowReader> AskAsync(Uri api, string path, string token)
    {
        var reader = new SlowReader();
        await reader._socket.ConnectAsync(api.Host, api.Port);
        await reader
            ._socket.GetStream()
            .WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {api.Authority}\r\nAuthorization: Bearer {token}\r\n\r\n"));
        return reader;
    }

    /// <summary>The status, once the answer begins.</summary>
    public async Task<int> BeginAsync()
    {
        var line = new byte[12];
        await _socket.GetStream().ReadExactlyAsync(line).AsTask().WaitAsync(TimeSpan.FromSeconds(150));
        return int.Parse(Encoding.ASCII.GetString(line)[9..], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a few bytes a second until the server has had enough; returns how long it took.</summary>
    public async Task<TimeSpan> TrickleAsync(TimeSpan limit)
    {
        var clock = Stopwatch.StartNew();
        var few = new byte[16];
        while (clock.Elapsed < limit)
        {
            try
            {
                if (await _socket.GetStream().ReadAsync(few) == 0)
                    return clock.Elapsed;
                _socket.Client.Poll(0, SelectMode.SelectError);
            }
            catch (IOException)
            {
                return clock.Elapsed;
            }
            await Task.Delay(100);
        }
        return TimeSpan.MaxValue;
    }

    public void Dispose() => _socket.Dispose();
}

/// <summary>Long files to download, written by SQL.</summary>
internal static class LongFiles
{
    /// <summary>A completed flow whose outcome has about <paramref name="megabytes"/>; returns the path of the outcome.</summary>
    public static async Task<string> AddOutcomeAsync(TestApi api, string organization, int megabytes)
    {
        var id = Guid.CreateVersion7();
        var rows = new PositionRows(api.ConnectionString);
        await rows.ExecuteAsync(
            """
            INSERT INTO flows (organization_id, flow_id, message_id, file_name, file_sha256, size_bytes, state, parameters, columns,
                delimiter, created_at)
            VALUES ($1, $2, $2, 'lungo.csv', $3, 1, 'completed', jsonb_build_object('groupByDebtor', false), ARRAY['codice_esterno'], ';',
                now())
            """,
            organization,
            id,
            id.ToByteArray()
        );
        await rows.ExecuteAsync(
            """
            INSERT INTO flow_rows (organization_id, flow_id, row_number, verdict, original) SELECT $1, $2, n, 'valid', repeat('x', 4000)
                FROM generate_series(1, $3 * 256) n
            """,
            organization,
            id,
            megabytes
        );
        return $"/v1/organizations/{organization}/flows/{PublicId.Format("flw", id)}/outcome";
    }
}
