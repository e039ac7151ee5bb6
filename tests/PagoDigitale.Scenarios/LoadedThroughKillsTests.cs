using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Scenarios;

/// <summary>
/// kill -9 of the api and of the archive of notices, each at any moment while notices are made, changed, paid and cancelled: in the end the
/// archive has what can be paid here, and nothing else.
/// </summary>
public sealed class LoadedThroughKillsTests : IAsyncLifetime
{
    private const int Rounds = 6;
    private const int Seed = 20261202;

    private readonly Random _random = new(Seed);
    private readonly string _folder = Directory.CreateTempSubdirectory("archive").FullName;
    private readonly List<Position> _positions = [];
    private string _connectionString = "";
    private Uri? _archive;

    public async Task InitializeAsync() => _connectionString = await TestDatabase.CreateAsync();

    public async Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        await TestDatabase.DropAsync(_connectionString);
    }

    [Fact]
    public async Task The_archive_has_what_can_be_paid_after_deaths_of_the_api_and_of_its_own()
    {
        var (code, toldAtKill) = ((TestOrganization?)null, new List<int>());
        for (var round = 0; round < Rounds; round++)
        {
            await using var archive = await StartArchiveAsync();
            await using var api = await ApiProcess.StartAsync(_connectionString);
            using var client = api.Client();
            if (code is null)
            {
                code = await TestOrganization.CreateAsync(client);
                await client.Connections.CreateAsync(code.Code, new() { Code = "aca", BaseUrl = $"{archive.BaseAddress}aca/v1" });
            }
            else
                await client.Connections.CallAsync(code.Code, "aca");
            await ChangeAsync(client, code, made: 6, changed: Math.Min(3, round));
            // Within the two seconds after which a change is looked for, and the calls that follow.
            await Task.WhenAll(KillAsync(archive.KillAsync), KillAsync(api.KillAsync));
            await using var after = await StartArchiveAsync();
            toldAtKill.Add((await ViewAsync(code.Code)).Count);
        }
        toldAtKill.Distinct().Count().ShouldBeGreaterThan(Rounds / 4, "the kills came too early or too late to prove anything");

        await using var lastArchive = await StartArchiveAsync();
        await using var last = await ApiProcess.StartAsync(_connectionString);
        using var lastClient = last.Client();
        await lastClient.Connections.CallAsync(code!.Code, "aca");
        var view = await WhenToldAsync(lastClient, code.Code);

        var owed = 0;
        foreach (var position in _positions)
        {
            var now = (await lastClient.Positions.ReadAsync(code.Code, position.Id)).PaymentOptions.Single().Instalments.Single();
            var known = view.GetValueOrDefault(now.NoticeNumber!);
            if (now.State == "unpaid")
                (known.IsOpen, known.Amount).ShouldBe((true, now.AmountCents), now.NoticeNumber);
            else
                known.IsOpen.ShouldBeFalse(now.NoticeNumber);
            owed += now.State == "unpaid" ? 1 : 0;
        }
        view.Count(k => k.Value.IsOpen).ShouldBe(owed);
        owed.ShouldBeGreaterThan(Rounds);
    }

    /// <summary>New ones, and of those that are there some are paid at the counter, some cancelled, some said otherwise.</summary>
    private async Task ChangeAsync(PagoDigitaleClient client, TestOrganization organization, int made, int changed)
    {
        for (var i = 0; i < made; i++)
            _positions.Add(
                await client.Positions.CreateAsync(
                    organization.Code,
                    new()
                    {
                        ServiceCode = organization.Service,
                        Description = "Quota 2026",
                        Debtor = new()
                        {
                            Type = DebtorTypes.F,
                            FiscalCode = "RSSMRA80A01H501U",
                            Name = "Mario Rossi",
                        },
                        PaymentOptions = [new() { Instalments = [new() { AmountCents = 1_000 + _positions.Count }] }],
                    }
                )
            );
        for (var i = 0; i < changed; i++)
        {
            var position = await client.Positions.ReadAsync(organization.Code, _positions[_random.Next(_positions.Count)].Id);
            var instalment = position.PaymentOptions.Single().Instalments.Single();
            if (instalment.State != "unpaid")
                continue;
            switch (_random.Next(3))
            {
                case 0:
                    await client.Positions.CancelAsync(organization.Code, position.Id, new() { Reason = "Errore" });
                    break;
                case 1:
                    await client.Positions.RecordOutsidePaymentAsync(
                        organization.Code,
                        position.Id,
                        new()
                        {
                            InstalmentId = instalment.Id,
                            PaidOn = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date),
                            Reason = "Sportello",
                        }
                    );
                    break;
                default:
                    await client.Positions.ChangeAsync(
                        organization.Code,
                        position.Id,
                        position.Version,
                        new() { Description = $"Quota 2026, {i}" }
                    );
                    break;
            }
        }
    }

    private async Task KillAsync(Func<Task> kill)
    {
        int pause;
        lock (_random)
            pause = _random.Next(0, 2_500);
        await Task.Delay(pause);
        await kill();
    }

    private async Task<DotnetProcess> StartArchiveAsync()
    {
        var settings = new Dictionary<string, string> { ["state"] = Path.Combine(_folder, "simulator.json") };
        var archive = await DotnetProcess.StartAsync("PagoDigitale.NodeSimulator.dll", "/", settings, _archive);
        _archive = archive.BaseAddress;
        return archive;
    }

    private async Task<Dictionary<string, (bool IsOpen, long Amount)>> ViewAsync(string organization)
    {
        using var http = new HttpClient { BaseAddress = _archive };
        var view = await http.GetFromJsonAsync<JsonNode>($"aca/positions?paFiscalCode={organization}");
        return view!["items"]!.AsArray().ToDictionary(i => (string)i!["nav"]!, i => ((string)i!["state"]! == "open", (long)i["amount"]!));
    }

    private async Task<Dictionary<string, (bool IsOpen, long Amount)>> WhenToldAsync(PagoDigitaleClient client, string organization)
    {
        for (var i = 0; i < 120; i++)
        {
            await Task.Delay(500);
            var notices = await client.AcaNotices.ListAllAsync(organization, new() { Limit = 200 }).ToListAsync();
            if (notices.Count > 0 && notices.TrueForAll(n => n.State is "loaded" or "withdrawn"))
            {
                // What changed last may be marked only.
                await Task.Delay(2_500);
                return await ViewAsync(organization);
            }
        }
        throw new TimeoutException("It was not all told within a minute.");
    }
}
