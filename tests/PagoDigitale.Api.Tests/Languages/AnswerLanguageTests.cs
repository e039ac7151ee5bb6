using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Contract;
using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Platform.Security;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Languages;

/// <summary>
/// The same things told in both languages, also those that were stored before anybody knew who would read them. That every text is in
/// both the compiler and <c>LanguageTests</c> see; here is what they cannot: that a text is told in the language of its reader.
/// </summary>
public sealed class AnswerLanguageTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task What_is_wrong_with_a_row_is_stored_once_and_told_in_the_language_of_the_reader()
    {
        var scene = await FlowScene.CreateAsync(one.Api);
        using var italian = one.Api.ItalianAdmin();
        var issued = $"A-1;;{FlowScene.Rossi};Mario Rossi;{FlowScene.Service};Quota;10,00;;;";
        await scene.GeneratedAsync(await scene.CheckedAsync(FlowScene.Csv(issued)));
        var flow = await scene.CheckedAsync(
            FlowScene.Csv([.. FlowVerdictTests.BadRows.Select(row => (string)row[0]), issued, "A-2" + issued[3..], issued])
        );

        var english = (await scene.RowsAsync(flow)).SelectMany(Told).ToList();
        var page = await italian.Flows.ListRowsAsync(scene.Organization, flow.Id, new() { Limit = 200 });
        var told = page.Items.SelectMany(Told).ToList();

        told.Count.ShouldBe(english.Count);
        told.Count.ShouldBeGreaterThan(50);
        told.Where(text => SpokenText.EnglishWords(text).Any()).ShouldBeEmpty();
        english.Where(text => SpokenText.ItalianWords(text).Any()).ShouldBeEmpty();
        told.Zip(english).Where(pair => pair.First == pair.Second).ShouldBeEmpty();

        using var file = await italian.Flows.DownloadOutcomeAsync(scene.Organization, flow.Id);
        var outcome = Encoding.UTF8.GetString(await file.ReadBytesAsync());
        outcome.ShouldContain(page.Items.SelectMany(r => r.Errors).First().Message);
        (await scene.OutcomeAsync(flow)).ShouldNotContain(page.Items.SelectMany(r => r.Errors).First().Message);
    }

    [Fact]
    public async Task What_the_reconciliation_found_is_told_in_the_language_of_the_reader()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await RunReconciliationTests.MixedAsync(scene);
        var job = await scene.ReconcileAsync();
        using var italian = one.Api.ItalianAdmin();

        var english = (await scene.ItemsAsync(job)).OrderBy(i => i.Id).ToList();
        var told = (await italian.ReconciliationJobs.ListItemsAsync(scene.Organization, job.Id, new() { Limit = 200 }))
            .Items.OrderBy(i => i.Id)
            .ToList();

        told.Select(i => i.Id).ShouldBe(english.Select(i => i.Id));
        var texts = told.SelectMany(Told).ToList();
        texts.Where(text => SpokenText.EnglishWords(text).Any()).ShouldBeEmpty();
        english.SelectMany(Told).Where(text => SpokenText.ItalianWords(text).Any()).ShouldBeEmpty();
        texts.Zip(english.SelectMany(Told)).Where(pair => pair.First == pair.Second).ShouldBeEmpty();
    }

    /// <summary>Whoever reads everything there is of an organization finds one language in it.</summary>
    [Fact]
    public async Task Every_read_operation_answers_in_Italian()
    {
        await using var api = await TestApi.StartAsync();
        var organizations = await TwoOrganizations.CreateAsync(api);
        using var http = api.Http(await organizations.TokenAsync(Scopes.All, ["*"]));
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("it-IT, it;q=0.9, en;q=0.5");
        var wrong = new List<string>();
        var seen = 0;
        foreach (var operation in OpenApiContract.Instance.Operations.Where(o => o.IsProtected && o.Method == "GET"))
        {
            using var request = organizations.Request(operation, organizations.Foreign, withBody: false);
            using var response = await http.SendAsync(request);
            if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true)
                continue;
            seen++;
            if (!response.Content.Headers.ContentLanguage.SequenceEqual(["it"]))
                wrong.Add($"{operation.OperationId}: Content-Language");
            wrong.AddRange(English(await response.Content.ReadFromJsonAsync<JsonNode>()).Select(t => $"{operation.OperationId}: {t}"));
        }
        wrong.ShouldBeEmpty();
        seen.ShouldBeGreaterThan(60);
    }

    /// <summary>Byte for byte, and so in the language of the call it was given to.</summary>
    [Fact]
    public async Task An_answer_that_is_given_again_stays_in_its_language()
    {
        var scene = await FlowScene.CreateAsync(one.Api);
        using var http = one.Api.Http(await one.Api.TokenAsync());
        var key = Guid.NewGuid().ToString();

        var (first, language) = await CreateAsync("en");
        var (again, languageAgain) = await CreateAsync("it");

        (language, languageAgain).ShouldBe(("en", "en"));
        again.ShouldBe(first);

        async Task<(string, string)> CreateAsync(string asked)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/organizations/{scene.Organization}/units")
            {
                Content = JsonContent.Create(new { code = "UFF-1", name = "Segreteria" }),
            };
            request.Headers.Add("Idempotency-Key", key);
            request.Headers.AcceptLanguage.ParseAdd(asked);
            using var response = await http.SendAsync(request);
            return (await response.Content.ReadAsStringAsync(), string.Join(',', response.Content.Headers.ContentLanguage));
        }
    }

    /// <summary>RFC 6749 §5.2 has no accents in error_description; the problem beside it has.</summary>
    [Fact]
    public async Task The_description_of_an_OAuth_error_is_ASCII_and_its_problem_Italian()
    {
        using var http = one.Api.Http();
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("it");
        using var response = await http.PostAsync(
            "/v1/oauth/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = "nessuno",
                    ["client_secret"] = "sbagliato",
                }
            )
        );
        var problem = (await response.Content.ReadFromJsonAsync<JsonObject>())!;

        SpokenText.EnglishWords(problem["detail"]!.ToString()).ShouldBeEmpty();
        SpokenText.EnglishWords(problem["title"]!.ToString()).ShouldBeEmpty();
        SpokenText.ItalianWords(problem["error_description"]!.ToString()).ShouldBeEmpty();
        problem["error_description"]!.ToString().ShouldAllBe(c => c >= ' ' && c <= '~');
    }

    private static IEnumerable<string> Told(FlowRow row) =>
        row.Errors.SelectMany(e => new[] { e.Message, e.Remedy }).Concat(row.Warnings.SelectMany(w => new[] { w.Message, w.Remedy }));

    private static IEnumerable<string> Told(ReconciliationItem item) => [item.Rule, item.NextStep, .. item.Facts];

    private static readonly HashSet<string> _texts = ["title", "detail", "message", "remedy", "rule", "nextStep", "facts", "evidence"];

    private static IEnumerable<string> English(JsonNode? node) =>
        node switch
        {
            JsonObject whole => whole.SelectMany(m =>
                _texts.Contains(m.Key)
                    ? Leaves(m.Value).Where(t => SpokenText.EnglishWords(t).Any()).Select(t => $"{m.Key} '{t}'")
                    : English(m.Value)
            ),
            JsonArray list => list.SelectMany(English),
            _ => [],
        };

    private static IEnumerable<string> Leaves(JsonNode? node) =>
        node is JsonArray list ? list.SelectMany(Leaves)
        : node is JsonValue value ? [value.ToString()]
        : English(node);
}
