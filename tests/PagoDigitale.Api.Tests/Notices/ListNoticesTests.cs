using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Notices;

[Collection(NoticesTests.Name)]
public sealed class ListNoticesTests(NoticesApi fixture)
{
    private readonly INoticesClient _notices = fixture.Api.Admin.Notices;

    [Fact]
    public async Task Notices_come_newest_first_page_by_page_and_each_once()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var numbers = new List<string>();
        for (var i = 0; i < 5; i++)
            numbers.Add(await rows.AddOneAsync(new NoticeGiven()));

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _notices.ListAsync(rows.Organization, new() { Limit = 2, Cursor = cursor });
            seen.AddRange(page.Items.Select(n => n.NoticeNumber));
            cursor = page.NextCursor;
        } while (cursor is not null);

        seen.ShouldBe(Enumerable.Reverse(numbers));
    }

    [Fact]
    public async Task The_filters_narrow_the_list()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var flow = await rows.AddFlowAsync();
        var ofFlow = await rows.AddOneAsync(
            new NoticeGiven
            {
                Flow = flow.Id,
                FlowRow = 1,
                DueDate = null,
            }
        );
        var ofDebtor = await rows.AddOneAsync(new NoticeGiven { DebtorFiscalCode = "VRDLCU75L41F205T", DueDate = null });
        var paid = await rows.AddOneAsync(new NoticeGiven { State = "paid", DueDate = null });
        var january = await rows.AddOneAsync(new NoticeGiven { DueDate = new DateOnly(2027, 1, 31) });
        var february = await rows.AddOneAsync(new NoticeGiven { DueDate = new DateOnly(2027, 2, 1) });

        (await NumbersAsync(_notices.ListAsync(rows.Organization, new() { FlowId = flow.PublicId }))).ShouldBe([ofFlow]);
        (await NumbersAsync(_notices.ListAsync(rows.Organization, new() { DebtorFiscalCode = "vrdlcu75l41f205t" }))).ShouldBe([ofDebtor]);
        (await NumbersAsync(_notices.ListAsync(rows.Organization, new() { State = ["paid"] }))).ShouldBe([paid]);
        (await NumbersAsync(_notices.ListAsync(rows.Organization, new() { DueTo = new DateOnly(2027, 1, 31) }))).ShouldBe([january]);
        (await NumbersAsync(_notices.ListAsync(rows.Organization, new() { DueFrom = new DateOnly(2027, 2, 1) }))).ShouldBe([february]);
        (
            await NumbersAsync(
                _notices.ListAsync(rows.Organization, new() { DueFrom = new DateOnly(2027, 1, 31), DueTo = new DateOnly(2027, 2, 1) })
            )
        ).ShouldBe([february, january]);
    }

    [Fact]
    public async Task Another_organization_sees_none_of_them()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var flow = await rows.AddFlowAsync();
        await rows.AddOneAsync(new NoticeGiven { Flow = flow.Id, FlowRow = 1 });
        var other = await NoticeRows.CreateAsync(fixture.Api, "Comune Altro");

        (await _notices.ListAsync(other.Organization)).Items.ShouldBeEmpty();
        (await _notices.ListAsync(other.Organization, new() { FlowId = flow.PublicId })).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("flowId", "flw_nonsense")]
    [InlineData("debtorFiscalCode", "too-short")]
    [InlineData("state", "forgotten")]
    [InlineData("dueFrom", "31/01/2027")]
    [InlineData("cursor", "!")]
    public async Task A_malformed_filter_is_refused_by_name(string name, string value)
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        using var http = fixture.Api.Http(await TokenAsync());

        using var answer = await http.GetAsync($"/v1/organizations/{rows.Organization}/notices?{name}={Uri.EscapeDataString(value)}");

        ((int)answer.StatusCode).ShouldBe(400);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"\"field\":\"{name}\"");
    }

    private static async Task<IEnumerable<string>> NumbersAsync(Task<NoticePage> page) => (await page).Items.Select(n => n.NoticeNumber);

    private async Task<string> TokenAsync()
    {
        using var http = fixture.Api.UncheckedHttp();
        using var answer = await http.PostAsync(
            "/v1/oauth/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = TestApi.AdminClientId,
                    ["client_secret"] = TestApi.AdminSecret,
                }
            )
        );
        return System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>();
    }
}
