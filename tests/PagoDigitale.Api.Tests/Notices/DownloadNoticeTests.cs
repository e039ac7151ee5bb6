using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Notices;

[Collection(NoticesTests.Name)]
public sealed class DownloadNoticeTests(NoticesApi fixture)
{
    private const string OnePixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private readonly INoticesClient _notices = fixture.Api.Admin.Notices;

    [Fact]
    public async Task The_page_says_who_pays_what_to_whom_and_the_code_can_be_scanned()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        await rows.AddLogoAsync(Convert.FromBase64String(OnePixel));
        var number = await rows.AddOneAsync(new NoticeGiven());

        using var file = await _notices.DownloadAsync(rows.Organization, number);
        var pdf = await file.ReadBytesAsync();

        file.FileName.ShouldBe($"RSSMRA80A01H501U_2027_{number[1..]}.pdf");
        PrintedNotice.QrCode(pdf).ShouldBe($"PAGOPA|002|{number}|{rows.Organization}|9225");
        var text = PrintedNotice.Text(pdf);
        foreach (
            var part in new[]
            {
                "Comune di Rosignano Esempio",
                "Ufficio Tributi",
                "Via Roma 1, Rosignano · tel. 0586 000000",
                "Mario Rossi",
                "RSSMRA80A01H501U",
                "Via Nazionale 1",
                "00184 Roma (RM)",
                "TARI 2026",
                "92,25",
                "31/05/2027",
                "AB1CD",
            }
        )
            text.ShouldContain(part, Case.Insensitive);
    }

    [Fact]
    public async Task HEAD_hands_nothing_out_and_leaves_no_paper_behind()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var flow = await rows.AddFlowAsync();
        var number = await rows.AddOneAsync(new NoticeGiven { Flow = flow.Id, FlowRow = 1 });
        using var http = await Platform.Registry.HttpAsync(fixture.Api);
        var prints = $"""
            SELECT (SELECT count(*) FROM notice_prints WHERE organization_id = '{rows.Organization}'), (SELECT count(*)
                FROM flow_notice_prints WHERE organization_id = '{rows.Organization}')
            """;

        foreach (var path in new[] { $"notices/{number}/pdf", $"flows/{flow.PublicId}/notices" })
        {
            using var head = await http.SendAsync(new(HttpMethod.Head, $"/v1/organizations/{rows.Organization}/{path}"));
            head.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, path);
        }
        (await CountAsync()).ShouldBe((0, 0));

        using (await _notices.DownloadAsync(rows.Organization, number))
        using (var zip = await fixture.Api.Admin.Flows.DownloadNoticesAsync(rows.Organization, flow.PublicId))
            await zip.ReadBytesAsync();
        (await CountAsync()).ShouldBe((1, 1));

        async Task<(long Notices, long Flows)> CountAsync()
        {
            await using var connection = new Npgsql.NpgsqlConnection(fixture.Api.ConnectionString);
            await connection.OpenAsync();
            await using var command = new Npgsql.NpgsqlCommand(prints, connection);
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            return (reader.GetInt64(0), reader.GetInt64(1));
        }
    }

    [Fact]
    public async Task An_instalment_of_a_plan_says_which_and_a_debt_paid_in_one_says_so()
    {
        var scene = await PositionScene.CreateAsync(fixture.Api);
        var plan = await scene.CreateAsync(PositionScene.Input(externalId: "X-1", instalments: 2));
        var second = await PrintAsync(plan, 1);
        // What was replaced counts no more: the plan has become one payment.
        var whole = await PrintAsync(await scene.CreateAsync(PositionScene.Input(externalId: "X-1")), 0);

        second.ShouldSatisfyAllConditions(
            t => t.ShouldContain("TARI 2026 - rata 2 di 2"),
            t => t.ShouldContain("Rata 2\n"),
            t => t.ShouldNotContain("Rata unica")
        );
        whole.ShouldSatisfyAllConditions(
            t => t.ShouldContain("Rata unica"),
            t => t.ShouldNotContain("Rata 1"),
            t => t.ShouldNotContain("rata 1 di")
        );

        async Task<string> PrintAsync(Position position, int index)
        {
            using var file = await _notices.DownloadAsync(scene.Organization, PositionScene.Instalment(position, index).NoticeNumber!);
            return PrintedNotice.Text(await file.ReadBytesAsync());
        }
    }

    [Fact]
    public async Task Without_a_due_date_the_last_day_of_payment_is_printed_and_told_as_data_and_by_filters()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var number = await rows.AddOneAsync(new NoticeGiven { DueDate = null, ValidUntil = new DateOnly(2098, 12, 31) });

        using var file = await _notices.DownloadAsync(rows.Organization, number);
        var pdf = await file.ReadBytesAsync();

        PrintedNotice.Text(pdf).ShouldContain("31/12/2098");
        PrintedNotice.QrCode(pdf).ShouldBe($"PAGOPA|002|{number}|{rows.Organization}|9225");
        (await _notices.ReadAsync(rows.Organization, number)).DueDate.ShouldBe(new DateOnly(2098, 12, 31));
        (
            await _notices.ListAsync(rows.Organization, new() { DueFrom = new DateOnly(2098, 12, 31), DueTo = new DateOnly(2098, 12, 31) })
        ).Items.ShouldHaveSingleItem();
        (await _notices.ListAsync(rows.Organization, new() { DueTo = new DateOnly(2098, 12, 30) })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_due_date_the_name_has_the_Italian_year_of_creation()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var number = await rows.AddOneAsync(
            new NoticeGiven
            {
                DueDate = null,
                DebtorFiscalCode = "ANONIMO",
                CreatedAt = new(2026, 12, 31, 23, 30, 0, TimeSpan.Zero),
            }
        );

        using var file = await _notices.DownloadAsync(rows.Organization, number);

        file.FileName.ShouldBe($"ANONIMO_2027_{number[1..]}.pdf");
    }

    [Theory]
    [InlineData("draft", "draft")]
    [InlineData("paid", "paid already")]
    [InlineData("reported", "paid already")]
    [InlineData("reconciled", "paid already")]
    [InlineData("expired", "expired")]
    [InlineData("cancelled", "cancelled")]
    [InlineData("replaced", "taken its place")]
    public async Task What_cannot_be_paid_is_not_printed(string state, string why)
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var number = await rows.AddOneAsync(new NoticeGiven { State = state });

        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(() => _notices.DownloadAsync(rows.Organization, number));

        refusal.Code.ShouldBe("notice-not-printable");
        refusal.Problem!.Detail!.ShouldContain(why);
    }

    [Fact]
    public async Task An_instalment_past_its_last_day_is_not_printed_even_before_it_is_marked_expired()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var past = await rows.AddOneAsync(new NoticeGiven { ValidUntil = new DateOnly(2020, 1, 31) });

        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(() => _notices.DownloadAsync(rows.Organization, past));

        refusal.Problem!.Detail!.ShouldContain("2020-01-31");
    }

    [Fact]
    public async Task Past_its_due_date_a_notice_is_printed_only_while_the_service_takes_late_payments()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var flow = await rows.AddFlowAsync();
        var late = await rows.AddOneAsync(
            new NoticeGiven
            {
                DueDate = new DateOnly(2020, 1, 31),
                Flow = flow.Id,
                FlowRow = 1,
            }
        );
        using (var printed = await _notices.DownloadAsync(rows.Organization, late))
            printed.FileName!.ShouldContain("_2020_");
        var service = (await fixture.Api.Admin.Services.ListAsync(rows.Organization)).Items.Single();
        await fixture.Api.Admin.Services.ChangeAsync(
            rows.Organization,
            service.Code,
            service.Version,
            new() { KeepPayableAfterDueDate = false }
        );

        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(() => _notices.DownloadAsync(rows.Organization, late));

        refusal.Problem!.Detail!.ShouldContain("2020-01-31 and the service takes no late payments");
        (
            await Should.ThrowAsync<PagoDigitaleNotFoundException>(() =>
                fixture.Api.Admin.Flows.DownloadNoticesAsync(rows.Organization, flow.PublicId)
            )
        ).Code.ShouldBe("flow-has-no-notices");
    }

    [Fact]
    public async Task A_notice_is_printed_before_the_first_day_it_can_be_paid_with_the_due_date_alone()
    {
        var scene = await PositionScene.CreateAsync(fixture.Api);
        var (first, due, last) = (PositionScene.Today.AddDays(10), PositionScene.Today.AddDays(40), PositionScene.Today.AddDays(50));
        var input = PositionScene.Input();
        input.ValidFrom = first;
        (input.PaymentOptions![0].Instalments[0].DueDate, input.PaymentOptions![0].Instalments[0].ValidUntil) = (due, last);
        var number = PositionScene.Instalment(await scene.CreateAsync(input)).NoticeNumber!;

        using var file = await _notices.DownloadAsync(scene.Organization, number);

        var text = PrintedNotice.Text(await file.ReadBytesAsync());
        text.ShouldContain($"{due:dd/MM/yyyy}");
        text.ShouldNotContain($"{first:dd/MM/yyyy}");
        text.ShouldNotContain($"{last:dd/MM/yyyy}");
        (await _notices.ReadAsync(scene.Organization, number)).PostalDataMatrix.ShouldBeNull();
    }

    [Fact]
    public async Task An_amount_the_code_cannot_hold_is_refused_and_named()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var number = await rows.AddOneAsync(new NoticeGiven { AmountCents = 10_000_000_000 });

        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(() => _notices.DownloadAsync(rows.Organization, number));

        refusal.Code.ShouldBe("notice-not-printable");
        refusal.Problem!.Detail!.ShouldContain("AmountCents");
    }

    [Fact]
    public async Task A_number_nobody_gave_out_is_not_found()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);

        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => _notices.DownloadAsync(rows.Organization, "301999999999999999"));
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => _notices.DownloadAsync(rows.Organization, "nonsense"));
    }
}
