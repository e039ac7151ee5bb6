using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PagoDigitale.Api;
using PagoDigitale.Api.Database;
using PagoDigitale.EmbeddedPostgres;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Benchmarks.Node;

/// <summary>
/// paVerifyPaymentNotice (envelope kept, checks, notice read, SOAP both ways, activity log) against the limit of the same
/// machine: a bare Kestrel endpoint that answers with one indexed SELECT. Same process, same database, same requests from the
/// same load generator; rounds alternate and medians are compared. Arguments: --rows N, --connections N, --rounds N,
/// --seconds N of a round, --warm N seconds before the first.
/// </summary>
public sealed class NodeVerifyBenchmark : IBenchmark
{
    private const double Goal = 0.5;
    private const string Organization = "77777777777";
    private const string Broker = "15376371009";
    private const string Station = "15376371009_02";

    public string Name => "node-verify";

    public async Task<bool> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        var (rows, connections) = (Option(options, "rows", 100_000), Option(options, "connections", 16));
        var (rounds, seconds, warm) = (Option(options, "rounds", 7), Option(options, "seconds", 3), Option(options, "warm", 15));
        await using var server = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions
            {
                Ephemeral = true,
                Settings = new Dictionary<string, string>
                {
                    ["fsync"] = "on",
                    ["full_page_writes"] = "on",
                    ["synchronous_commit"] = "on",
                    ["shared_buffers"] = "256MB",
                    ["max_wal_size"] = "4GB",
                },
            }
        );
        await using var source = NpgsqlDataSource.Create($"{server.ConnectionString};Max Auto Prepare=10;Maximum Pool Size=40");
        await MigrationRunner.RunAsync(server.ConnectionString);
        await SeedAsync(source, rows);
        await using var api = await StartApiAsync(server.ConnectionString);
        await using var bare = await StartBareAsync(source);

        using var load = new Load(connections, rows);
        Func<int, string> verify = _ => $"/node/{Station}";
        Func<int, string> ask = row => $"/bare/{NumberOf(row)}";
        var (verified, limit) = (new List<double>(), new List<double>());
        // Not counted: much more code than that of the bare endpoint is compiled again when it is known to be hot, for some ten seconds.
        await load.RunAsync(AddressOf(api), verify, TimeSpan.FromSeconds(warm));
        await load.RunAsync(AddressOf(bare), ask, TimeSpan.FromSeconds(warm));
        var (verifiedCost, limitCost) = (new List<double>(), new List<double>());
        var cost = await ProcessorTime.OfAsync(source);
        for (var round = 0; round < rounds; round++)
        {
            cost.Begin();
            verified.Add(await load.RunAsync(AddressOf(api), verify, TimeSpan.FromSeconds(seconds)));
            var (here, database) = cost.PerCall(verified[^1] * seconds);
            verifiedCost.Add(here + database);
            cost.Begin();
            limit.Add(await load.RunAsync(AddressOf(bare), ask, TimeSpan.FromSeconds(seconds)));
            var (limitHere, limitDatabase) = cost.PerCall(limit[^1] * seconds);
            limitCost.Add(limitHere + limitDatabase);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"round {round + 1}: verify {verified[^1]:F0}/s ({here:F0}+{database:F0} us), limit {limit[^1]:F0}/s "
                        + $"({limitHere:F0}+{limitDatabase:F0} us)"
                )
            );
        }
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"processor time a call: verify {Median(verifiedCost):F0} us, limit {Median(limitCost):F0} us, ratio "
                    + $"{Median(limitCost) / Median(verifiedCost):F2}"
            )
        );
        var ratio = Median(verified) / Median(limit);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"verify {Median(verified):F0}/s of {Median(limit):F0}/s with {connections} connections over {rows} notices"
            )
        );
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"node-verify ratio={ratio:F2} goal={Goal} {(ratio >= Goal ? "pass" : "fail")}")
        );
        return ratio >= Goal;
    }

    private static byte[] EnvelopeOf(int row) =>
        PaForNodeClientWriter.Write(new VerifyPaymentNoticeRequest(Organization, Broker, Station, new QrCode(Organization, NumberOf(row))));

    private static string NumberOf(int row) => $"302{row.ToString("000000000000000", CultureInfo.InvariantCulture)}";

    private static async Task<WebApplication> StartApiAsync(string connectionString)
    {
        var app = await ApiHost.BuildAsync(
            ["--role", "web"],
            builder =>
            {
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.Logging.ClearProviders();
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["ConnectionStrings:PagoDigitale"] = connectionString,
                        ["PagoDigitale:MasterKey"] = Convert.ToBase64String(new byte[32]),
                    }
                );
            }
        );
        await app.StartAsync();
        return app;
    }

    private static async Task<WebApplication> StartBareAsync(NpgsqlDataSource source)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost(
            "/bare/{notice}",
            async http =>
            {
                await http.Request.Body.CopyToAsync(Stream.Null);
                await using var command = source.CreateCommand(
                    "SELECT state, amount_cents FROM instalments WHERE organization_id = $1 AND notice_number = $2"
                );
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Organization });
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = (string)http.Request.RouteValues["notice"]! });
                await using var reader = await command.ExecuteReaderAsync();
                await reader.ReadAsync();
                await http.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{reader.GetString(0)} {reader.GetInt64(1)}"));
            }
        );
        await app.StartAsync();
        return app;
    }

    private static async Task SeedAsync(NpgsqlDataSource source, int rows)
    {
        await using var command = source.CreateCommand(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                INSERT INTO organizations (organization_id, name, created_at, updated_at)
                    VALUES ('{Organization}', 'Comune di Prova', now(), now());
                INSERT INTO ibans (organization_id, iban, label, is_postal, created_at)
                    VALUES ('{Organization}', 'IT60X0542811101000000123456', 'Tesoreria', false, now());
                INSERT INTO stations (organization_id, station_id, broker_fiscal_code, aux_digit, segregation_code, created_at)
                    VALUES ('{Organization}', '{Station}', '{Broker}', 3, '02', now());
                INSERT INTO services (organization_id, service_code, description, taxonomy_code, iban, created_at)
                    VALUES ('{Organization}', 'TARI', 'TARI', '9/0101100IM/', 'IT60X0542811101000000123456', now());
                INSERT INTO debtors (organization_id, debtor_id, type, fiscal_code, name, created_at, updated_at)
                    VALUES ('{Organization}', '00000000-0000-0000-0000-000000000001', 'F', 'RSSMRA80A01H501U', 'Mario Rossi', now(), now());
                CREATE TEMP TABLE n AS SELECT n, gen_random_uuid() AS position_id, gen_random_uuid() AS instalment_id,
                    '302' || lpad(n::text, 15, '0') AS number FROM generate_series(0, {rows
                    - 1}) n;
                INSERT INTO positions (organization_id, position_id, service_code, description, debtor_id, debtor_type, debtor_fiscal_code,
                    debtor_name, amount_cents, state, created_at, updated_at)
                    SELECT '{Organization}', position_id, 'TARI', 'TARI 2026', '00000000-0000-0000-0000-000000000001', 'F',
                        'RSSMRA80A01H501U', 'Mario Rossi', 12345, 'payable', now(), now() FROM n;
                INSERT INTO instalments (organization_id, instalment_id, position_id, instalment_index, notice_number, iuv, amount_cents,
                    due_date, state)
                    SELECT '{Organization}', instalment_id, position_id, 1, number, substr(number, 2), 12345, '2099-06-30', 'unpaid' FROM n;
                INSERT INTO transfers (organization_id, instalment_id, transfer_index, beneficiary, amount_cents, iban, taxonomy_code,
                    remittance_information)
                    SELECT '{Organization}', instalment_id, 1, '{Organization}', 12345, 'IT60X0542811101000000123456', '9/0101100IM/',
                        '/RFB/' || substr(number, 2) FROM n;
                ANALYZE;
                """
            )
        );
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync();
    }

    private static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    private static int Option(IReadOnlyDictionary<string, string> options, string name, int otherwise) =>
        options.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>A fixed number of connections, each asking again as soon as it is answered.</summary>
    private sealed class Load(int connections, int rows) : IDisposable
    {
        private static readonly MediaTypeHeaderValue TextXml = new("text/xml");

        /// <summary>Written once: what the load generator spends is not what is measured.</summary>
        private readonly (int Row, byte[] Envelope)[] _questions =
        [
            .. Enumerable.Range(0, 5_000).Select(_ => Random.Shared.Next(rows)).Select(row => (row, EnvelopeOf(row))),
        ];

        private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections });

        /// <summary>Requests a second.</summary>
        public async Task<double> RunAsync(Uri address, Func<int, string> path, TimeSpan duration)
        {
            var started = TimeProvider.System.GetTimestamp();
            var counts = await Task.WhenAll(
                Enumerable
                    .Range(0, connections)
                    .Select(_ =>
                        Task.Run(async () =>
                        {
                            var count = 0;
                            while (TimeProvider.System.GetElapsedTime(started) < duration)
                            {
                                var (row, envelope) = _questions[Random.Shared.Next(_questions.Length)];
                                using var content = new ByteArrayContent(envelope) { Headers = { ContentType = TextXml } };
                                using var response = await _http.PostAsync(new Uri(address, path(row)), content);
                                response.EnsureSuccessStatusCode();
                                var body = await response.Content.ReadAsByteArrayAsync();
                                if (body.AsSpan().IndexOf("<outcome>KO"u8) >= 0)
                                    throw new InvalidOperationException("A notice that can be paid was refused.");
                                count++;
                            }
                            return count;
                        })
                    )
            );
            return counts.Sum() / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        }

        public void Dispose() => _http.Dispose();
    }
}
