using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace PagoDigitale.NodeSimulator.Tests;

public sealed class AcaTests
{
    [Fact]
    public async Task A_notice_is_created_replaced_and_closed_and_every_write_is_kept_in_order()
    {
        await using var scene = await Scene.StartAsync();
        var aca = await AcaCaller.OfAsync(scene.Http);
        var before = TimeProvider.System.GetUtcNow();

        var created = await aca.TakenAsync(AcaCaller.Notice(1));
        var open = (await aca.KnownAsync(1))!;
        var replacement = AcaCaller.Notice(1, 14_000);
        replacement["description"] = "Quota 2026 con mora";
        replacement["expirationDate"] = "2027-01-31T23:59:59+01:00";
        var replaced = await aca.TakenAsync(replacement);
        var closed = await aca.TakenAsync(AcaCaller.Notice(1, 0));

        (Text(created, "status"), Text(created, "nav"), Text(created, "expirationDate")).ShouldBe(
            ("VALID", AcaCaller.NavOf(1), "2026-12-31T22:59:59")
        );
        (Text(replaced, "expirationDate"), replaced["amount"]!.GetValue<long>()).ShouldBe(("2027-01-31T23:59:59", 14_000));
        (Text(closed, "status"), closed["amount"]!.GetValue<long>()).ShouldBe(("INVALID", 0));
        (Text(open, "state"), open["amount"]!.GetValue<long>(), open["writeCount"]!.GetValue<int>()).ShouldBe(("open", 13_000, 1));
        var known = (await aca.KnownAsync(1))!;
        (Text(known, "nav"), Text(known, "state"), known["amount"]!.GetValue<long>(), known["writeCount"]!.GetValue<int>()).ShouldBe(
            (AcaCaller.NavOf(1), "closed", 0, 3)
        );
        JsonNode.DeepEquals(known["position"], AcaCaller.Notice(1, 0)).ShouldBeTrue();
        var writes = known["writes"]!.AsArray();
        writes.Select(write => write!["sequence"]!.GetValue<long>()).ShouldBe([1, 2, 3]);
        foreach (var (write, told) in writes.Zip([AcaCaller.Notice(1), replacement, AcaCaller.Notice(1, 0)]))
            JsonNode.DeepEquals(write!["position"], told).ShouldBeTrue(write.ToJsonString());
        var times = writes.Select(write => AcaCaller.Instant(write!["at"]!)).ToList();
        times.ShouldBeInOrder();
        times[0].ShouldBeGreaterThanOrEqualTo(before);
        AcaCaller.Instant(known["changedAt"]!).ShouldBe(times[^1]);
    }

    [Fact]
    public async Task What_is_left_out_has_the_defaults_of_the_service()
    {
        await using var scene = await Scene.StartAsync();
        var aca = await AcaCaller.OfAsync(scene.Http);
        var notice = AcaCaller.Notice(1);
        foreach (var member in new[] { "nav", "iban", "switchToExpired", "payStandIn" })
            notice.Remove(member);
        notice["postalIban"] = null;
        notice["somethingNew"] = "passed over";

        Text(await aca.TakenAsync(notice), "nav").ShouldBe($"3{notice["iuv"]}");

        var told = (await aca.KnownAsync(1))!["position"]!.AsObject();
        (told["switchToExpired"]!.GetValue<bool>(), told["payStandIn"]!.GetValue<bool>()).ShouldBe((false, true));
        told.Select(member => member.Key).ShouldNotContain(name => name == "iban" || name == "postalIban" || name == "somethingNew");
    }

    [Theory]
    [InlineData("paFiscalCode", null)]
    [InlineData("paFiscalCode", "\"7777777777\"")]
    [InlineData("paFiscalCode", "\"777777777777\"")]
    [InlineData("entityType", null)]
    [InlineData("entityType", "\"f\"")]
    [InlineData("entityFiscalCode", null)]
    [InlineData("entityFiscalCode", "\"R\"")]
    [InlineData("entityFullName", null)]
    [InlineData("entityFullName", "\"\"")]
    [InlineData("entityFullName", "256")]
    [InlineData("iuv", null)]
    [InlineData("iuv", "\"\"")]
    [InlineData("nav", "\"\"")]
    [InlineData("nav", "256")]
    [InlineData("amount", null)]
    [InlineData("amount", "-1")]
    [InlineData("amount", "100000000000")]
    [InlineData("amount", "1.5")]
    [InlineData("amount", "\"100\"")]
    [InlineData("description", null)]
    [InlineData("description", "256")]
    [InlineData("expirationDate", null)]
    [InlineData("expirationDate", "\"2026-12-31\"")]
    [InlineData("expirationDate", "\"2026-12-31T23:59:59\"")]
    [InlineData("expirationDate", "\"2026-02-30T23:59:59Z\"")]
    [InlineData("iban", "\"IT60X054281110100000012345\"")]
    [InlineData("postalIban", "\"IT60X05428111010000001234567\"")]
    [InlineData("switchToExpired", "\"no\"")]
    [InlineData("payStandIn", "1")]
    public async Task What_has_the_wrong_form_is_refused_and_leaves_nothing(string member, string? value)
    {
        await using var scene = await Scene.StartAsync();
        var aca = await AcaCaller.OfAsync(scene.Http);
        var notice = AcaCaller.Notice(1);
        notice[member] = value switch
        {
            null => null,
            "256" => new string('x', 256),
            _ => JsonNode.Parse(value),
        };

        await aca.RefusedAsync(notice, HttpStatusCode.BadRequest, "Bad request", member);
        if (value is null)
        {
            notice.Remove(member);
            await aca.RefusedAsync(notice, HttpStatusCode.BadRequest, "Bad request", member);
        }

        (await aca.PageAsync())["count"]!.GetValue<int>().ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"paFiscalCode\":")]
    public async Task A_body_that_is_no_notice_is_refused(string body)
    {
        await using var scene = await Scene.StartAsync();
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using var answer = await scene.Http.PostAsync(new Uri("/aca/v1/paCreatePosition", UriKind.Relative), content);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Text(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!, "title").ShouldBe("Bad request");
    }

    [Fact]
    public async Task The_longest_values_and_the_highest_amount_are_taken()
    {
        await using var scene = await Scene.StartAsync();
        var aca = await AcaCaller.OfAsync(scene.Http);
        var notice = AcaCaller.Notice(1, 99_999_999_999);
        foreach (var member in new[] { "entityFullName", "iuv", "nav", "description" })
            notice[member] = new string('x', 255);

        (await aca.TakenAsync(notice))["amount"]!.GetValue<long>().ShouldBe(99_999_999_999);
    }

    [Fact]
    public async Task Amount_zero_closes_only_what_is_there_and_open()
    {
        await using var scene = await Scene.StartAsync();
        var aca = await AcaCaller.OfAsync(scene.Http);

        await aca.RefusedAsync(AcaCaller.Notice(1, 0), HttpStatusCode.UnprocessableEntity, "Unprocessable request", "debit position");
        (await aca.KnownAsync(1)).ShouldBeNull();
        await aca.TakenAsync(AcaCaller.Notice(1));
        await aca.TakenAsync(AcaCaller.Notice(1, 0));
        foreach (var amount in new[] { 0, 13_000 })
            await aca.RefusedAsync(
                AcaCaller.Notice(1, amount),
                HttpStatusCode.Conflict,
                "Unauthorized action",
                $"{AcaCaller.Notice(1)["iuv"]}"
            );

        (await aca.AmountsAsync(1)).ShouldBe([13_000, 0]);
    }

    [Fact]
    public async Task A_notice_has_one_iuv()
    {
        await using var scene = await Scene.StartAsync();
        var aca = await AcaCaller.OfAsync(scene.Http);
        await aca.TakenAsync(AcaCaller.Notice(1));
        var other = AcaCaller.Notice(1, 14_000);
        other["iuv"] = AcaCaller.Notice(2)["iuv"]!.DeepClone();

        await aca.RefusedAsync(other, HttpStatusCode.Conflict, "Invocation exception", "conflict");

        (await aca.AmountsAsync(1)).ShouldBe([13_000]);
    }

    [Fact]
    public async Task Writes_at_once_for_one_notice_are_taken_one_after_the_other()
    {
        await using var scene = await Scene.StartAsync();
        var aca = await AcaCaller.OfAsync(scene.Http);
        const int count = 5_000;

        await Parallel.ForEachAsync(
            Enumerable.Range(1, count),
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (amount, _) => await aca.TakenAsync(AcaCaller.Notice(1, amount))
        );

        var known = (await aca.KnownAsync(1))!;
        var writes = known["writes"]!.AsArray();
        writes.Select(write => write!["sequence"]!.GetValue<long>()).ShouldBe(Enumerable.Range(1, count).Select(n => (long)n));
        (await aca.AmountsAsync(1)).Order().ShouldBe(Enumerable.Range(1, count).Select(n => (long)n));
        known["amount"]!.GetValue<long>().ShouldBe((await aca.AmountsAsync(1))[^1]);
    }

    [Fact]
    public async Task The_view_comes_in_pages_of_one_organization_and_can_be_forgotten()
    {
        await using var scene = await Scene.StartAsync();
        var aca = await AcaCaller.OfAsync(scene.Http);
        for (var number = 1; number <= 5; number++)
            await aca.TakenAsync(AcaCaller.Notice(number));
        await aca.TakenAsync(AcaCaller.Notice(2, 1));
        await aca.TakenAsync(AcaCaller.Notice(1, organization: FakeEnte.OtherEnte));

        var navs = new List<string>();
        for (var page = 1; page <= 4; page++)
        {
            var answer = await aca.PageAsync($"&page={page}&size=2");
            (answer["count"]!.GetValue<int>(), answer["writesCount"]!.GetValue<int>()).ShouldBe((5, 6));
            navs.AddRange(answer["items"]!.AsArray().Select(item => Text(item!, "nav")));
        }
        navs.ShouldBe(Enumerable.Range(1, 5).Select(AcaCaller.NavOf));
        (await aca.PageAsync(organization: FakeEnte.OtherEnte))["count"]!.GetValue<int>().ShouldBe(1);
        (await aca.PageAsync($"&page={int.MaxValue}"))["items"]!.AsArray().ShouldBeEmpty();
        foreach (var query in new[] { "&page=0", "&size=0", "&size=1001" })
        {
            using var refused = await scene.Http.GetAsync(new Uri($"/aca/positions?paFiscalCode={FakeEnte.Ente}{query}", UriKind.Relative));
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        await aca.ForgetAsync();

        (await aca.PageAsync())["count"]!.GetValue<int>().ShouldBe(0);
        (await aca.PageAsync(organization: FakeEnte.OtherEnte))["count"]!.GetValue<int>().ShouldBe(0);
        await aca.RefusedAsync(AcaCaller.Notice(1, 0), HttpStatusCode.UnprocessableEntity, "Unprocessable request", "debit position");
        await aca.TakenAsync(AcaCaller.Notice(1));
        (await aca.AmountsAsync(1)).ShouldBe([13_000]);
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
