using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace PagoDigitale.Benchmarks.Search;

/// <summary>
/// The limit: Kestrel and nothing else, which runs the statements of a list with the same values, prepared, planned by the same rules and
/// all in one round trip, reads their rows and writes the bytes that the application answers with, ready made. No token, no tenant, no
/// log; as the owner of the tables, whom row-level security does not concern.
/// </summary>
public sealed class BareLists : IAsyncDisposable
{
    private readonly List<(SentStatement[] Statements, byte[] Answer)> _lists = [];
    private readonly NpgsqlDataSource _source;
    private readonly WebApplication _app;

    private BareLists(NpgsqlDataSource source)
    {
        _source = source;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/bare/{list:int}", (HttpContext http, int list) => AnswerAsync(http, list));
    }

    public Uri Address => RealApi.AddressOf(_app);

    public static async Task<BareLists> StartAsync(NpgsqlDataSource source)
    {
        var bare = new BareLists(source);
        await bare._app.StartAsync();
        return bare;
    }

    /// <returns>The path it has.</returns>
    public string Add(IEnumerable<SentStatement> statements, byte[] answer)
    {
        _lists.Add(([.. statements], answer));
        return $"/bare/{_lists.Count - 1}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http, int list)
    {
        var (statements, answer) = _lists[list];
        await using (var batch = _source.CreateBatch())
        {
            foreach (var (sql, values) in statements)
            {
                var command = new NpgsqlBatchCommand(sql);
                foreach (var value in values)
                    command.Parameters.Add(new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Unknown });
                batch.BatchCommands.Add(command);
            }
            await using var reader = await batch.ExecuteReaderAsync(http.RequestAborted);
            do
            {
                while (await reader.ReadAsync(http.RequestAborted)) { }
            } while (await reader.NextResultAsync(http.RequestAborted));
        }
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer, http.RequestAborted);
    }
}
