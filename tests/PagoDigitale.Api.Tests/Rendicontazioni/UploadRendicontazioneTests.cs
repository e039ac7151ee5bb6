using System.Text;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Rendicontazioni;

public sealed class UploadRendicontazioneTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_flow_reports_the_instalments_it_names_and_moves_the_ledger()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(12_000), await scene.PaidAsync(3_450));
        var file = scene.Flow(first.Row, second.Row);

        var flow = await scene.UploadAsync(file);

        flow.Answer!.Status.ShouldBe(201);
        flow.Answer.Location.ShouldEndWith(flow.Id);
        (flow.State, flow.Revision, flow.ComputedCount, flow.ComputedAmountCents).ShouldBe(("parsed", 1, 2, 15_450));
        var rows = (await scene.Client.Rendicontazioni.ListRowsAsync(scene.Organization, flow.Id)).Items;
        rows.Select(r => (r.Index, r.Iuv, r.State, r.PositionId))
            .ShouldBe([(1, first.Iuv, "matched", first.PositionId), (2, second.Iuv, "matched", second.PositionId)]);
        rows.ShouldAllBe(r => r.ReceiptId != null && r.DebtorName == "Mario Rossi");
        (await scene.StateAsync(first)).ShouldBe("reported");
        (await scene.BalanceAsync("psp-clearing")).ShouldBe(0);
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(15_450);
        (await scene.EventsAsync(flow.Id)).ShouldBe(["rendicontazione.received"]);
        var xml = await scene.Client.Rendicontazioni.DownloadAsync(scene.Organization, flow.Id);
        (await xml.ReadBytesAsync()).ShouldBe(file.ToBytes());
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task The_same_flow_again_is_the_one_already_there()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync()).Row);

        var first = await scene.UploadAsync(file);
        var again = await scene.UploadAsync(file);

        (again.Id, again.Answer!.Status).ShouldBe((first.Id, 200));
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(10_000);
    }

    /// <summary>The flows of the node are published by a REST service, and by files no more.</summary>
    [Fact]
    public async Task What_the_REST_service_answers_is_taken_as_the_XML_is_and_is_the_same_flow()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(12_000), await scene.PaidAsync(3_429));
        var file = scene.Flow(first.Row, second.Row);

        var flow = await scene.UploadAsync(file, file.ToJson());

        (flow.Answer!.Status, flow.State, flow.ComputedCount, flow.ComputedAmountCents).ShouldBe((201, "parsed", 2, 15_429));
        flow.FlussoDateTime.ShouldBe(file.At);
        (await scene.StateAsync(second)).ShouldBe("reported");
        foreach (var again in new[] { file.ToBytes(), file.ToJson() })
        {
            var found = await scene.UploadAsync(file, again);
            (found.Id, found.Answer!.Status).ShouldBe((flow.Id, 200));
        }
        (await scene.Client.RefusedMessages.ListAsync(scene.Organization)).Items.ShouldBeEmpty();
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(15_429);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_later_revision_as_JSON_takes_the_place_of_the_XML()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var file = scene.Flow(first.Row);
        await scene.UploadAsync(file);
        var revised = file with { At = file.At.AddHours(1), Rows = [first.Row, second.Row] };

        var flow = await scene.UploadAsync(revised, revised.ToJson());

        (flow.State, flow.Revision).ShouldBe(("parsed", 2));
        (await scene.StateAsync(second)).ShouldBe("reported");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_page_that_is_missing_is_money_in_no_row_and_the_flow_is_refused_and_kept()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync()).Row);
        var half = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(file.ToJson()).Replace("\"totPage\":1", "\"totPage\":2", StringComparison.Ordinal)
        );

        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => scene.UploadAsync(file, half));

        (refused.Code, refused.Errors.Single().Message).ShouldBe(("rendicontazione-unreadable", "Element pages has 1 of 2 pages."));
        var kept = (await scene.Client.RefusedMessages.ListAsync(scene.Organization)).Items.ShouldHaveSingleItem();
        using (var raw = await scene.Client.RefusedMessages.DownloadAsync(scene.Organization, kept.Id))
            (await raw.ReadBytesAsync()).ShouldBe(half);
    }

    [Fact]
    public async Task What_waits_for_a_decision_waits_once_in_whichever_form_it_comes_again()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var file = scene.Flow(first.Row);
        await scene.UploadAsync(file);
        var other = file with { Rows = [first.Row, second.Row] };

        var asXml = await Should.ThrowAsync<PagoDigitaleConflictException>(() => scene.UploadAsync(other));
        var asJson = await Should.ThrowAsync<PagoDigitaleConflictException>(() => scene.UploadAsync(other, other.ToJson()));

        (asXml.Code, asJson.Code).ShouldBe(("rendicontazione-differs", "rendicontazione-differs"));
        var waiting = (await scene.Client.Rendicontazioni.ListAsync(scene.Organization, new() { State = ["quarantined"] })).Items;
        asJson.Problem!.Detail!.ShouldContain(waiting.ShouldHaveSingleItem().Id);
        var refused = (await scene.Client.RefusedMessages.ListAsync(scene.Organization)).Items.ShouldHaveSingleItem();
        await scene.Client.RefusedMessages.ReplayAsync(scene.Organization, refused.Id);
        (await scene.StateAsync(second)).ShouldBe("reported");
        var again = await scene.UploadAsync(other, other.ToJson());
        (again.Answer!.Status, again.State).ShouldBe((200, "parsed"));
        (await scene.UploadAsync(file, file.ToJson())).State.ShouldBe("superseded");
        await scene.BalancedAsync();
    }

    /// <summary>As a body that says it is JSON it is a file all the same, and its reader's.</summary>
    [Theory]
    [InlineData("application/json")]
    [InlineData("application/octet-stream")]
    public async Task What_is_no_JSON_is_refused_and_kept_whatever_it_is_called(string mediaType)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        using var http = one.Api.UncheckedHttp();
        http.DefaultRequestHeaders.Authorization = new("Bearer", await one.Api.TokenAsync());
        string[] files = ["{", "{} {}", "{\"flow\": null}", "<html/>", "{\"flow\":{\"\\ud800\":1}}", new string('[', 100_000)];

        foreach (var file in files)
        {
            using var body = new StringContent(file);
            body.Headers.ContentType = new(mediaType);
            using var answer = await http.PostAsync($"/v1/organizations/{scene.Organization}/rendicontazioni", body);
            ((int)answer.StatusCode).ShouldBe(422, file[..Math.Min(40, file.Length)]);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("rendicontazione-unreadable");
        }

        (await scene.Client.RefusedMessages.ListAsync(scene.Organization)).Items.Count.ShouldBe(files.Length);
    }

    [Fact]
    public async Task Another_file_with_the_same_date_is_refused_kept_and_taken_when_somebody_decides_so()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var file = scene.Flow(first.Row);
        var taken = await scene.UploadAsync(file);
        var other = file with { Rows = [first.Row, second.Row] };

        var conflict = await Should.ThrowAsync<PagoDigitaleConflictException>(() => scene.UploadAsync(other));
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => scene.UploadAsync(other))).Code.ShouldBe("rendicontazione-differs");

        conflict.Code.ShouldBe("rendicontazione-differs");
        conflict.Problem!.Detail!.ShouldContain(taken.Id);
        (await scene.StateAsync(second)).ShouldBe("paid");
        var refused = (await scene.Client.RefusedMessages.ListAsync(scene.Organization)).Items.ShouldHaveSingleItem();
        (refused.Kind, refused.Code, refused.State, refused.SeenCount).ShouldBe(("rendicontazione", "rendicontazione-differs", "open", 2));
        using (var kept = await scene.Client.RefusedMessages.DownloadAsync(scene.Organization, refused.Id))
            (await kept.ReadBytesAsync()).ShouldBe(other.ToBytes());

        var replayed = await scene.Client.RefusedMessages.ReplayAsync(scene.Organization, refused.Id);

        replayed.State.ShouldBe("taken");
        var newer = await scene.Client.Rendicontazioni.ReadAsync(scene.Organization, replayed.TakenAs!);
        (newer.Revision, newer.State, newer.FlussoDateTime, newer.ComputedCount).ShouldBe((2, "parsed", taken.FlussoDateTime, 2));
        taken = await scene.ReadAsync(taken);
        (taken.State, taken.SupersededBy).ShouldBe(("superseded", newer.Id));
        (await scene.StateAsync(second)).ShouldBe("reported");
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(12_000);
        var again = (await scene.UploadAsync(file), await scene.UploadAsync(other));
        (again.Item1.Id, again.Item1.Answer!.Status, again.Item2.Id, again.Item2.Answer!.Status).ShouldBe((taken.Id, 200, newer.Id, 200));
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_file_that_does_not_add_up_does_not_stand_in_the_way_of_the_right_one()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        var file = scene.Flow(paid.Row);
        var wrong = Encoding
            .UTF8.GetString((file with { Rows = [paid.Row with { AmountCents = 10_000 }] }).ToBytes())
            .Replace(">100.00<", ">-100.00<", StringComparison.Ordinal);
        var first = await scene.Client.Rendicontazioni.UploadAsync(
            scene.Organization,
            "rendicontazione.xml",
            new MemoryStream(Encoding.UTF8.GetBytes(wrong))
        );
        first.State.ShouldBe("anomalous");
        (await scene.Client.Rendicontazioni.ListRowsAsync(scene.Organization, first.Id))
            .Items.ShouldHaveSingleItem()
            .AmountCents.ShouldBe(-10_000);

        var right = await scene.UploadAsync(file);

        (right.Answer!.Status, right.State, right.Revision).ShouldBe((201, "parsed", 2));
        (await scene.ReadAsync(first)).SupersededBy.ShouldBe(right.Id);
        (await scene.StateAsync(paid)).ShouldBe("reported");
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(10_000);
        (await scene.Client.RefusedMessages.ListAsync(scene.Organization)).Items.ShouldBeEmpty();
        await scene.BalancedAsync();
        // The wrong one is not taken in the place of the right one, and a second wrong one not in the place of the first.
        var worse = file with
        {
            TotalCents = 9_999,
        };
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => scene.UploadAsync(worse))).Code.ShouldBe("rendicontazione-differs");
    }

    [Fact]
    public async Task A_newer_revision_takes_the_place_of_the_older_and_reverses_its_postings()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var file = scene.Flow(first.Row);
        var older = await scene.UploadAsync(file);

        var newer = await scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = [first.Row, second.Row] });

        newer.Revision.ShouldBe(2);
        older = await scene.ReadAsync(older);
        (older.State, older.SupersededBy).ShouldBe(("superseded", newer.Id));
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(12_000);
        (await scene.BalanceAsync("psp-clearing")).ShouldBe(0);
        (await scene.EventsAsync(older.Id)).ShouldBe(["rendicontazione.received", "rendicontazione.superseded"]);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task An_older_revision_that_arrives_late_is_superseded_from_the_start()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        var file = scene.Flow(paid.Row);
        var newest = await scene.UploadAsync(file);

        var late = await scene.UploadAsync(file with { At = file.At.AddHours(-1), Rows = [paid.Row with { AmountCents = 9_999 }] });

        (late.State, late.SupersededBy).ShouldBe(("superseded", newest.Id));
        (await scene.ReadAsync(newest)).State.ShouldBe("parsed");
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(10_000);
    }

    [Fact]
    public async Task A_flow_that_does_not_add_up_is_kept_and_says_why()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();

        var flow = await scene.UploadAsync(scene.Flow(paid.Row, paid.Row) with { TotalCents = 10_001, Count = 5 });

        flow.State.ShouldBe("anomalous");
        flow.Anomalies.Select(a => a.Code).ShouldBe(["duplicate-row", "count-mismatch", "sum-mismatch"], ignoreOrder: true);
        (flow.TotalAmountCents, flow.ComputedAmountCents).ShouldBe((10_001, 20_000));
        (await scene.EventsAsync(flow.Id)).ShouldBe(["rendicontazione.received", "rendicontazione.anomalous"]);
        await scene.BalancedAsync();
    }

    [Theory]
    [InlineData("0001-01-01", "before 2012")]
    [InlineData("1970-01-01", "before 2012")]
    [InlineData("2099-12-31", "31 days ahead")]
    [InlineData("9999-12-31", "31 days ahead")]
    public async Task A_flow_with_dates_that_cannot_be_right_is_kept_says_which_and_is_reconciled_all_the_same(string date, string why)
    {
        var day = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture);
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        var file = scene.Flow(day, "60000000001", paid.Row) with { At = new(day, new TimeOnly(12, 0), TimeSpan.Zero) };

        var flow = await scene.UploadAsync(file);

        (flow.State, flow.RegulationDate, flow.FlussoDateTime).ShouldBe(("anomalous", day, file.At));
        flow.Anomalies.Select(a => (a.Code, a.Message.Split(' ')[0]))
            .ShouldBe([("date-implausible", "dataOraFlusso"), ("date-implausible", "dataRegolamento"), ("date-implausible", "Row")]);
        flow.Anomalies.ShouldAllBe(a => a.Message.Contains(date) && a.Message.Contains(why));
        (await scene.UploadAsync(file)).Id.ShouldBe(flow.Id);
        (await scene.StateAsync(paid)).ShouldBe("reported");
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        var item = (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldHaveSingleItem();
        (item.Class, item.Since).ShouldBe(("IUD_RT_IUF_TES", day));
    }

    [Fact]
    public async Task An_outcome_nobody_knows_is_kept_as_a_number_without_a_meaning()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        var xml = Encoding
            .UTF8.GetString(scene.Flow(paid.Row).ToBytes())
            .Replace("codiceEsitoSingoloPagamento>0<", "codiceEsitoSingoloPagamento>7<", StringComparison.Ordinal);

        var flow = await scene.Client.Rendicontazioni.UploadAsync(
            scene.Organization,
            "rendicontazione.xml",
            new MemoryStream(Encoding.UTF8.GetBytes(xml))
        );

        (flow.State, flow.Anomalies.Single().Code).ShouldBe(("anomalous", "unknown-outcome"));
        var row = (await scene.Client.Rendicontazioni.ListRowsAsync(scene.Organization, flow.Id)).Items.Single();
        (row.OutcomeCode, row.Outcome).ShouldBe((7, null));
    }

    [Fact]
    public async Task A_revoked_payment_the_psp_took_off_the_total_goes_back_in_the_ledger()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (kept, revoked) = (await scene.PaidAsync(), await scene.OwedAsync(4_000));

        var flow = await scene.UploadAsync(scene.Flow(kept.Row, revoked.Row with { Outcome = "3" }) with { TotalCents = 6_000 });

        (flow.State, flow.ComputedAmountCents).ShouldBe(("parsed", 6_000));
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(6_000);
        (await scene.StateAsync(revoked)).ShouldBe("payable");
        (await scene.Client.Rendicontazioni.ListRowsAsync(scene.Organization, flow.Id, new() { Outcome = ["revoked"] }))
            .Items.Single()
            .AmountCents.ShouldBe(4_000);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_or_is_somebody_elses_is_refused_and_kept()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);

        var broken = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            scene.Client.Rendicontazioni.UploadAsync(scene.Organization, "rendicontazione.xml", new MemoryStream("<Flusso"u8.ToArray()))
        );
        var foreign = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            scene.UploadAsync(scene.Flow(new ReportedRow("01000000000000001", "R", 100)) with { Receiver = "00000000019" })
        );

        (broken.Status, broken.Code).ShouldBe((422, "rendicontazione-unreadable"));
        (foreign.Status, foreign.Code).ShouldBe((422, "receiver-mismatch"));
        (await scene.CountAsync("inbound_messages WHERE outcome = 'refused' AND kind = 'rendicontazione' AND")).ShouldBe(2);
        (await scene.CountAsync("rendicontazioni WHERE")).ShouldBe(0);
        var refused = (await scene.Client.RefusedMessages.ListAsync(scene.Organization, new() { Kind = ["rendicontazione"] })).Items;
        refused
            .Select(r => (r.Code, r.Source, r.State))
            .ShouldBe([("receiver-mismatch", "upload", "open"), ("rendicontazione-unreadable", "upload", "open")]);
        var replayed = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            scene.Client.RefusedMessages.ReplayAsync(scene.Organization, refused[0].Id)
        );
        (replayed.Code, replayed.Problem!.Errors!.Single().Code).ShouldBe(("replay-refused", "receiver-mismatch"));
        (await scene.Client.RefusedMessages.ReadAsync(scene.Organization, refused[0].Id)).SeenCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_flow_before_its_receipt_reports_the_instalment_and_the_receipt_does_not_take_it_back()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        await scene.UploadAsync(scene.Flow(owed.Row with { Outcome = "9" }));
        (await scene.StateAsync(owed)).ShouldBe("reported");

        (await scene.ReceiveAsync(owed)).ShouldBe("regular");

        (await scene.StateAsync(owed)).ShouldBe("reported");
        (await scene.BalanceAsync("psp-clearing")).ShouldBe(0);
    }
}
