using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Database.Plans;

/// <summary>
/// A day of an organization in which every operation of the contract is called, every question of the node asked and every job
/// run. Told again it makes the same anew beside what is there; what it made first is what <see cref="Crowd"/> multiplies.
/// </summary>
public sealed partial class PlanStory(PlanServer server, PlanCaller caller)
{
    private static readonly DateOnly Day = new(2026, 6, 1);

    // Asked each time: the day may end while the story is told.
    private static DateOnly Today => TestClock.Today;

    // One transparent pixel.
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    private static int _next = Random.Shared.Next(1_000_000, 4_000_000);

    private static int _telling;

    private string Organization => caller.Organization;

    /// <summary>Differs at every telling.</summary>
    private string Mark { get; set; } = "";

    private string Service => $"S{Mark}";

    private Dictionary<string, string> Ids => caller.Ids;

    /// <summary>The organization itself, which is there once.</summary>
    public static async Task<PlanStory> BeginAsync(PlanServer server, HttpClient http)
    {
        var organization = Code();
        var caller = new PlanCaller(server, http, organization);
        await caller.DoAsync("createOrganization", OrganizationOf(organization));
        await caller.DoAsync("createIban", new { iban = caller.Ids["iban"] = NewIban(), label = "Tesoreria" });
        await caller.DoAsync("createStation", StationOf(organization, caller.Ids["station"] = $"{organization}_01", "01"));
        await caller.DoAsync(
            "loadAccertamenti",
            new
            {
                items = Enumerable
                    .Range(1, 300)
                    .Select(n => new
                    {
                        year = 2025,
                        number = $"{n}",
                        chapter = "3.100",
                        description = $"Residui {n}",
                    }),
            }
        );
        return new(server, caller);
    }

    public PlanCaller Caller => caller;

    /// <param name="rows">Of the files it loads.</param>
    public async Task TellAsync(int rows)
    {
        Mark = $"{Interlocked.Increment(ref _telling)}";
        await TaxonomyAsync();
        await RegistryAsync();
        await PositionsAsync();
        await AllocateAsync();
        await FlowAsync(rows);
        await MoneyAsync(rows);
        await ArchiveAsync();
        await PublishedAsync();
        await MissingAsync();
        await ArchivesAsync(rows);
        await RefusalsAsync();
        await AccountsAsync();
        await ClockAsync();
        await JobsAsync();
        await ListsAsync();
    }

    /// <summary>Some hundred codes, of which one is used. Each telling changes their names: the file in force changes nothing.</summary>
    private async Task TaxonomyAsync()
    {
        var codes = Enumerable.Range(1, 300).Select(n => $"{n:D7}TS").Prepend(Ids["taxonomyCode"] = "0101100IM");
        var lines = codes.Select(c => $"Servizio {Mark};9/{c}/;01/01/1950;01/01/2080");
        HttpContent List() =>
            File(
                Utf8($"TIPO SERVIZIO;DATI SPECIFICI DI INCASSO;DATA INIZIO VALIDITA;DATA FINE VALIDITA\n{string.Join('\n', lines)}\n"),
                "text/csv"
            );
        await caller.DoAsync("uploadTaxonomyVersion", List(), "fileName=tassonomia.csv&dryRun=true");
        Ids["taxonomyVersion"] = Id(await caller.DoAsync("uploadTaxonomyVersion", List(), "fileName=tassonomia.csv"));
        await caller.DoAsync("readTaxonomyVersion");
        await caller.DoAsync("readTaxonomyCode");
    }

    private async Task RegistryAsync()
    {
        await caller.DoAsync("changeOrganization", new { infoLines = $"Lun-Ven {Mark}" });
        await caller.DoAsync("readOrganization");
        await caller.DoAsync("uploadOrganizationLogo", new ByteArrayContent(Png) { Headers = { ContentType = new("image/png") } });
        await caller.DownloadAsync("downloadOrganizationLogo");
        await caller.DoAsync("removeOrganizationLogo");
        await caller.DoAsync("changeIban", new { label = $"Tesoreria {Mark}" });
        await caller.DoAsync("changeStation", new { isDefault = true });
        await caller.DoAsync("createUnit", new { code = $"U{Mark}", name = "Ufficio" });
        Ids["accertamento"] = Id(
            await caller.DoAsync(
                "createAccertamento",
                new
                {
                    year = 2026,
                    number = Mark,
                    chapter = "3.200",
                    description = "Quote",
                }
            )
        );
        await caller.DoAsync("changeAccertamento", new { description = "Quote associative" });
        await caller.DoAsync("readAccertamento");
        await caller.DoAsync(
            "loadAccertamenti",
            new
            {
                items = new[]
                {
                    new
                    {
                        year = 2024,
                        number = Mark,
                        chapter = "3.100",
                        description = "Residui",
                    },
                },
            }
        );
        Ids["service"] = Service;
        await caller.DoAsync(
            "createService",
            new
            {
                code = Service,
                description = "Quota",
                taxonomyCode = "9/0101100IM/",
                iban = Ids["iban"],
                unitCode = $"U{Mark}",
                accountingClass = new
                {
                    chapter = "3.200",
                    accertamentoYear = 2026,
                    accertamentoNumber = Mark,
                },
            }
        );
        await caller.DoAsync("changeService", new { description = "Quota annuale" });
        await caller.DoAsync("readService");
        await caller.DoAsync("previewPaymentPlans", null, "amountCents=10000&startsOn=2026-06-01");
        Ids["debtor"] = Id(
            await caller.DoAsync(
                "createDebtor",
                new
                {
                    externalId = $"A-{Mark}",
                    type = "G",
                    fiscalCode = Code(),
                    name = $"Società {Mark}",
                }
            )
        );
        await caller.DoAsync("changeDebtor", new { name = $"Società nuova {Mark}" });
        await caller.DoAsync("readDebtor");
        Ids["client"] = Text(
            await caller.DoAsync(
                "createClient",
                new
                {
                    name = "Tributi",
                    scopes = new[] { "positions:read" },
                    organizations = new[] { Organization },
                }
            ),
            "clientId"
        );
        await caller.DoAsync("changeClient", new { scopes = new[] { "positions:read", "receipts:read" } });
        await caller.DoAsync("readClient");
        var secret = Text(await caller.DoAsync("createClientSecret", new { }), "clientSecret");
        await caller.DoAsync(
            "issueToken",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = Ids["client"],
                    ["client_secret"] = secret,
                }
            )
        );
        await caller.DoAsync("readStatus");
        await caller.DoAsync("readReadiness");
        await caller.DoAsync("readSigningKeys");
        await caller.DoAsync("readServerMetadata");
        await caller.DoAsync("readProblemCatalogue");
        Ids["problem"] = "busy";
        await caller.DoAsync("readProblem");
    }

    private static object OrganizationOf(string code) =>
        new
        {
            fiscalCode = code,
            name = $"Ordine di prova {code}",
            accountingProfile = new
            {
                counterpart = "Iscritti",
                collectionAccount = "T-01",
                accountingDateRule = "movement-date",
            },
        };

    private static object StationOf(string broker, string station, string code) =>
        new
        {
            stationId = station,
            brokerFiscalCode = broker,
            auxDigit = 3,
            segregationCode = code,
        };

    private static string Id(JsonNode answer) => Text(answer, "id");

    private static string Text(JsonNode answer, string member) => answer[member]!.GetValue<string>();

    private static HttpContent File(byte[] content, string mediaType) =>
        new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Of an entity, with the right check digit.</summary>
    private static string Code()
    {
        var digits = $"{Interlocked.Increment(ref _next):D7}100";
        return Enumerable.Range(0, 10).Select(d => $"{digits}{d}").Single(c => FiscalCode.TryParse(c, out _));
    }

    private static string NewIban()
    {
        var rest = string.Create(CultureInfo.InvariantCulture, $"0542811101{Interlocked.Increment(ref _next):D12}");
        return (
            from letter in Enumerable.Range('A', 26)
            from check in Enumerable.Range(2, 97)
            select $"IT{check:00}{(char)letter}{rest}"
        ).First(i => Iban.TryParse(i, out var iban) && iban.HasRightCheckLetter);
    }
}
