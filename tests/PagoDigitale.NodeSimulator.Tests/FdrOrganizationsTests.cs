using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.NodeSimulator.Payments;
using PagoDigitale.NodeSimulator.Rendicontazioni;
using Shouldly;
using Xunit;

namespace PagoDigitale.NodeSimulator.Tests;

public sealed class FdrOrganizationsTests
{
    [Fact]
    public async Task Every_flow_is_listed_once_in_the_order_in_which_it_was_published()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(24);
        var fdr = await FdrReader.OfAsync(scene);

        var listed = await fdr.ListAsync();

        var flows = await scene.FlowsAsync();
        flows.Count.ShouldBe(12);
        listed.Select(flow => Text(flow, "fdr")).ShouldBe(flows.OrderBy(flow => flow.PublishedAt).Select(flow => flow.FlussoId));
        foreach (var flow in listed)
        {
            var summary = flows.Single(f => f.FlussoId == Text(flow, "fdr"));
            (Text(flow, "pspId"), flow["revision"]!.GetValue<int>()).ShouldBe((summary.PspId, 1));
            (Instant(flow, "published"), Instant(flow, "flowDate")).ShouldBe((summary.PublishedAt!.Value, summary.FlussoDateTime));
        }
        listed.Select(flow => Text(flow, "published")).ShouldBeUnique();
        (await fdr.ListAsync(organization: FakeEnte.OtherEnte)).Select(flow => Text(flow, "fdr")).ShouldNotContain(Text(listed[0], "fdr"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(1000)]
    public async Task All_pages_together_are_the_flow_that_the_xml_tells(int size)
    {
        await using var scene = await RendicontazioneTests.PaidAsync(30);
        var fdr = await FdrReader.OfAsync(scene);

        var flows = await fdr.PagesAsync(FdrReader.FlowsOf(), size);

        CheckPages(flows, size, 12);
        var listed = flows.SelectMany(FdrReader.Rows).ToList();
        listed.Select(flow => Text(flow, "fdr")).ShouldBe((await fdr.ListAsync()).Select(flow => Text(flow, "fdr")));
        foreach (var flow in listed)
        {
            var header = await fdr.GetAsync(FdrReader.HeaderOf(flow));
            var pages = await fdr.PagesAsync($"{FdrReader.HeaderOf(flow)}/payments", size);
            CheckPages(pages, size, header["totPayments"]!.GetValue<int>());
            Text(header, "published").ShouldBe(Text(flow, "published"));
            Text(header, "fdrDate").ShouldBe(Text(flow, "flowDate"));
            Text(header["sender"]!, "pspId").ShouldBe(Text(flow, "pspId"));
            SaysTheSame(Read(header, pages), await XmlAsync(scene, Text(flow, "fdr")));
        }
    }

    [Fact]
    public async Task A_page_after_the_last_one_is_empty_and_tells_how_many_there_are()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(3);
        var fdr = await FdrReader.OfAsync(scene);
        var flow = (await fdr.ListAsync())[0];

        foreach (var path in new[] { FdrReader.FlowsOf(), $"{FdrReader.HeaderOf(flow)}/payments" })
        {
            var count = (await fdr.GetAsync(path))["count"]!.GetValue<int>();
            var beyond = await fdr.GetAsync($"{path}?page={int.MaxValue}");
            (FdrReader.Rows(beyond).Count, beyond["count"]!.GetValue<int>()).ShouldBe((0, count));
            beyond["metadata"]!["totPage"]!.GetValue<int>().ShouldBe(1);
        }
        var none = await fdr.GetAsync(FdrReader.FlowsOf(query: "?pspId=POSTE3"));
        (none["count"]!.GetValue<int>(), none["metadata"]!["totPage"]!.GetValue<int>()).ShouldBe((0, 1));
    }

    [Fact]
    public async Task The_list_goes_on_after_the_last_publication_and_can_be_narrowed()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(24);
        var fdr = await FdrReader.OfAsync(scene);
        var all = await fdr.ListAsync();

        for (var seen = 1; seen <= all.Count; seen++)
            (await fdr.ListAsync($"?publishedGt={Text(all[seen - 1], "published")}"))
                .Select(flow => Text(flow, "fdr"))
                .ShouldBe(all.Skip(seen).Select(flow => Text(flow, "fdr")));

        var offset = Instant(all[2], "published").ToOffset(TimeSpan.FromHours(2)).ToString("O", CultureInfo.InvariantCulture);
        (await fdr.ListAsync($"?publishedGt={Uri.EscapeDataString(offset)}")).Count.ShouldBe(all.Count - 3);
        (await fdr.ListAsync("?publishedGt=&flowDate=&pspId=")).Count.ShouldBe(all.Count);
        (await fdr.ListAsync("?pspId=IPESITRR")).Select(flow => Text(flow, "pspId")).ShouldBe(Enumerable.Repeat("IPESITRR", 4));
        var day = all.Select(flow => Instant(flow, "flowDate")).Min();
        (await fdr.ListAsync($"?flowDate={day:yyyy-MM-ddTHH:mm:ssZ}")).Count.ShouldBe(all.Count(flow => Instant(flow, "flowDate") > day));

        await scene.PayAsync(scene.Order(new NoticeToPay { NoticeNumber = scene.Ente.Issue(500, 777) }));
        var later = (await fdr.ListAsync($"?publishedGt={Text(all[^1], "published")}")).ShouldHaveSingleItem();
        all.Select(flow => Text(flow, "fdr")).ShouldNotContain(Text(later, "fdr"));
    }

    [Fact]
    public async Task A_revision_is_listed_in_the_place_of_the_earlier_one_which_can_still_be_read()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(36);
        var fdr = await FdrReader.OfAsync(scene);
        var all = await fdr.ListAsync();
        var first = all[0];
        var original = await XmlAsync(scene, Text(first, "fdr"));

        await fdr.ChangeAsync(HttpMethod.Post, $"/fdr/{first["fdr"]}/revise", new FlowRevision(DropIur: original.Rows[0].Iur));

        var news = (await fdr.ListAsync($"?publishedGt={Text(all[^1], "published")}")).ShouldHaveSingleItem();
        (Text(news, "fdr"), news["revision"]!.GetValue<int>()).ShouldBe((Text(first, "fdr"), 2));
        Instant(news, "flowDate").ShouldBeGreaterThan(Instant(first, "flowDate"));
        (await fdr.ListAsync())
            .Select(flow => Text(flow, "fdr"))
            .ShouldBe([.. all.Skip(1).Select(flow => Text(flow, "fdr")), Text(first, "fdr")]);
        SaysTheSame(await ReadAsync(fdr, first), original);
        var revised = await ReadAsync(fdr, news);
        SaysTheSame(revised, await XmlAsync(scene, Text(first, "fdr")));
        revised.SaysTheSameAs(original).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_deleted_is_not_found_until_it_is_published_or_revised()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(6);
        var fdr = await FdrReader.OfAsync(scene);
        var all = await fdr.ListAsync();
        var gone = all[0];
        var path = $"/fdr/{gone["fdr"]}";

        (await fdr.ChangeAsync(HttpMethod.Delete, path)).PublishedAt.ShouldBeNull();

        (await fdr.ListAsync()).Select(flow => Text(flow, "fdr")).ShouldBe(all.Skip(1).Select(flow => Text(flow, "fdr")));
        foreach (var what in new[] { "", "/payments" })
        {
            var (status, body) = await fdr.AskAsync(FdrReader.HeaderOf(gone) + what);
            (status, Text(body, "appErrorCode")).ShouldBe((HttpStatusCode.NotFound, "FDR-3001"));
        }
        (await scene.FlowsAsync()).Count.ShouldBe(all.Count);
        (await XmlAsync(scene, Text(gone, "fdr"))).IsOk.ShouldBeTrue();

        await fdr.ChangeAsync(HttpMethod.Post, $"{path}/publish", new FlowPublication());
        var back = (await fdr.ListAsync($"?publishedGt={Text(all[^1], "published")}")).ShouldHaveSingleItem();
        (Text(back, "fdr"), back["revision"]!.GetValue<int>()).ShouldBe((Text(gone, "fdr"), 1));
        await fdr.ChangeAsync(HttpMethod.Delete, path);
        await fdr.ChangeAsync(HttpMethod.Post, $"{path}/revise", new FlowRevision());
        (await fdr.ListAsync())[^1]["revision"]!.GetValue<int>().ShouldBe(2);
        foreach (var unknown in new[] { "/fdr/2026-01-01X-1", "/fdr/2026-01-01X-1/publish" })
        {
            using var question = new HttpRequestMessage(unknown.EndsWith("/publish") ? HttpMethod.Post : HttpMethod.Delete, unknown)
            {
                Content = JsonContent.Create(new FlowPublication()),
            };
            using var answer = await scene.Http.SendAsync(question);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("No flow 2026-01-01X-1");
        }
    }

    [Fact]
    public async Task After_thirty_days_a_flow_is_listed_no_more_but_can_be_read()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(6);
        var fdr = await FdrReader.OfAsync(scene);
        var all = await fdr.ListAsync();
        var now = TimeProvider.System.GetUtcNow();

        await PublishAsync(all[4], now.AddDays(-30).AddMinutes(-1));
        await PublishAsync(all[5], now.AddDays(-30).AddMinutes(1));

        var listed = (await fdr.ListAsync()).Select(flow => Text(flow, "fdr")).ToList();
        listed.ShouldBe([Text(all[5], "fdr"), .. all.Take(4).Select(flow => Text(flow, "fdr"))]);
        (await ReadAsync(fdr, all[4])).IsOk.ShouldBeTrue();
        using var future = await scene.Http.PostAsJsonAsync($"/fdr/{all[0]["fdr"]}/publish", new FlowPublication(now.AddDays(1)));
        future.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        Task PublishAsync(JsonNode flow, DateTimeOffset at) =>
            fdr.ChangeAsync(HttpMethod.Post, $"/fdr/{flow["fdr"]}/publish", new FlowPublication(at));
    }

    [Theory]
    [InlineData("/organizations/77777777777/fdrs?page=0", 400, "FDR-1001", "page")]
    [InlineData("/organizations/77777777777/fdrs?page=-1", 400, "FDR-1001", "page")]
    [InlineData("/organizations/77777777777/fdrs?page=one", 400, "FDR-1001", "page")]
    [InlineData("/organizations/77777777777/fdrs?size=0", 400, "FDR-1001", "size")]
    [InlineData("/organizations/77777777777/fdrs?size=1001", 400, "FDR-1001", "size")]
    [InlineData("/organizations/77777777777/fdrs?publishedGt=yesterday", 400, "FDR-1002", "publishedGt")]
    [InlineData("/organizations/77777777777/fdrs?publishedGt=2026-03-02T09:30:00", 400, "FDR-1002", "publishedGt")]
    [InlineData("/organizations/77777777777/fdrs?publishedGt=2026-13-02T09:30:00Z", 400, "FDR-1002", "publishedGt")]
    [InlineData("/organizations/77777777777/fdrs?flowDate=2026-03-02", 400, "FDR-1002", "flowDate")]
    [InlineData("/organizations/77777777777/fdrs?pspId=NOBODY", 400, "FDR-2000", "pspId")]
    [InlineData("/organizations/00000000000/fdrs", 400, "FDR-2008", "organizationId")]
    [InlineData("/organizations/77777777777/fdrs/{fdr}/revisions/x/psps/BPROITMM", 400, "FDR-1001", "revision")]
    [InlineData("/organizations/77777777777/fdrs/{fdr}/revisions/0/psps/BPROITMM", 400, "FDR-1001", "revision")]
    [InlineData("/organizations/77777777777/fdrs/{fdr}/revisions/1/psps/NOBODY", 400, "FDR-2000", "pspId")]
    [InlineData("/organizations/00000000000/fdrs/{fdr}/revisions/1/psps/BPROITMM", 400, "FDR-2008", "organizationId")]
    [InlineData("/organizations/77777777777/fdrs/{fdr}/revisions/2/psps/BPROITMM", 404, "FDR-3001", "fdr")]
    [InlineData("/organizations/77777777777/fdrs/{fdr}/revisions/1/psps/IPESITRR", 404, "FDR-3001", "fdr")]
    [InlineData("/organizations/90000000001/fdrs/{fdr}/revisions/1/psps/BPROITMM", 404, "FDR-3001", "fdr")]
    [InlineData("/organizations/77777777777/fdrs/nothing/revisions/1/psps/BPROITMM", 404, "FDR-3001", "fdr")]
    [InlineData("/organizations/77777777777/fdrs/nothing/revisions/1/psps/BPROITMM/payments", 404, "FDR-3001", "fdr")]
    [InlineData("/organizations/77777777777/fdrs/{fdr}/revisions/1/psps/BPROITMM/payments?page=0", 400, "FDR-1001", "page")]
    [InlineData("/organizations/77777777777/fdrs/{fdr}/revisions/1/psps/BPROITMM/payments?size=1001", 400, "FDR-1001", "size")]
    public async Task What_cannot_be_answered_is_refused_in_the_words_of_the_service(string path, int status, string code, string parameter)
    {
        await using var scene = await RendicontazioneTests.PaidAsync(1);
        var fdr = await FdrReader.OfAsync(scene);
        var flow = (await fdr.ListAsync()).ShouldHaveSingleItem();
        Text(flow, "pspId").ShouldBe("BPROITMM");

        var (answered, body) = await fdr.AskAsync(path.Replace("{fdr}", Text(flow, "fdr"), StringComparison.Ordinal));

        ((int)answered, body["httpStatusCode"]!.GetValue<int>(), Text(body, "appErrorCode")).ShouldBe((status, status, code));
        Text(body["errors"]!.AsArray().ShouldHaveSingleItem()!, "path").ShouldBe(parameter);
    }

    [Fact]
    public async Task A_state_file_carries_revisions_over_a_restart_also_one_that_knows_nothing_of_publication()
    {
        var file = Path.Combine(Path.GetTempPath(), $"simulator-{Guid.NewGuid():N}.json");
        try
        {
            IReadOnlyList<JsonNode> before;
            await using (var scene = await Scene.StartAsync("--state", file))
            {
                await scene.PayOneAsync(null);
                var fdr = await FdrReader.OfAsync(scene);
                var flow = (await fdr.ListAsync()).ShouldHaveSingleItem();
                await fdr.ChangeAsync(HttpMethod.Post, $"/fdr/{flow["fdr"]}/revise", new FlowRevision());
                before = [flow, .. await fdr.ListAsync()];
            }
            await using (var scene = await Scene.StartAsync("--state", file))
            {
                var fdr = await FdrReader.OfAsync(scene);
                (await fdr.ListAsync()).Select(flow => flow.ToJsonString()).ShouldBe([before[1].ToJsonString()]);
                foreach (var flow in before)
                    Text(await fdr.GetAsync(FdrReader.HeaderOf(flow)), "published").ShouldBe(Text(flow, "published"));
            }
            var state = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
            state.Remove("superseded").ShouldBeTrue();
            foreach (var member in new[] { "publishedAt", "isDeleted" })
                state["flows"]![0]!.AsObject().Remove(member).ShouldBeTrue();
            await File.WriteAllTextAsync(file, state.ToJsonString());
            await using (var scene = await Scene.StartAsync("--state", file))
            {
                var summary = (await scene.FlowsAsync()).ShouldHaveSingleItem();
                summary.PublishedAt.ShouldBe(summary.FlussoDateTime);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void CheckPages(IReadOnlyList<JsonObject> pages, int size, int count)
    {
        pages.Count.ShouldBe((count + size - 1) / size);
        foreach (var (page, i) in pages.Select((page, i) => (page, i)))
        {
            (page["metadata"]!["pageNumber"]!.GetValue<int>(), page["metadata"]!["pageSize"]!.GetValue<int>()).ShouldBe((i + 1, size));
            (page["count"]!.GetValue<int>(), FdrReader.Rows(page).Count).ShouldBe((count, Math.Min(size, count - (i * size))));
        }
    }

    private static async Task<FlussoReading> ReadAsync(FdrReader fdr, JsonNode flow) =>
        Read(await fdr.GetAsync(FdrReader.HeaderOf(flow)), await fdr.PagesAsync($"{FdrReader.HeaderOf(flow)}/payments", 2));

    private static FlussoReading Read(JsonObject header, IReadOnlyList<JsonObject> pages)
    {
        var file = new JsonObject { ["flow"] = header.DeepClone(), ["pages"] = new JsonArray([.. pages.Select(page => page.DeepClone())]) };
        return FlussoFile.Read(Encoding.UTF8.GetBytes(file.ToJsonString()));
    }

    private static async Task<FlussoReading> XmlAsync(Scene scene, string flussoId) =>
        FlussoFile.Read(await scene.Http.GetByteArrayAsync(new Uri($"/fdr/{flussoId}/xml", UriKind.Relative)));

    private static void SaysTheSame(FlussoReading json, FlussoReading xml)
    {
        json.IsOk.ShouldBeTrue(json.Error?.ToString());
        json.Anomalies.ShouldBeEmpty();
        json.SaysTheSameAs(xml).ShouldBeTrue();
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private static DateTimeOffset Instant(JsonNode node, string member) =>
        DateTimeOffset.Parse(Text(node, member), CultureInfo.InvariantCulture);
}
