using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.Positions;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.AcaNotices;

/// <summary>The archive hears of every notice and of whatever becomes of it, by itself.</summary>
public sealed class LoadAcaNoticesTests(ArchiveWorld world) : IClassFixture<ArchiveWorld>
{
    [Fact]
    public async Task A_new_notice_is_told_as_the_station_would_offer_it()
    {
        var scene = await world.SceneAsync();
        var input = PositionScene.Input(12_345);
        input.PaymentOptions!.Single().Instalments.Single().DueDate = TestClock.Today.AddDays(30);
        var position = await scene.Positions.CreateAsync(input);

        await scene.LoadAsync();

        var known = (await scene.KnownAsync(position))!;
        var instalment = PositionScene.Instalment(position);
        known.ShouldSatisfyAllConditions(
            k => k.Amount.ShouldBe(12_345),
            k => ((string)k.Told["entityFullName"]!).ShouldBe("Mario Rossi"),
            k => ((string)k.Told["entityFiscalCode"]!).ShouldBe("RSSMRA80A01H501U"),
            k => ((string)k.Told["iuv"]!).ShouldBe(instalment.Iuv),
            k => ((string)k.Told["description"]!).ShouldBe("TARI 2026"),
            k => ((string)k.Told["iban"]!).ShouldBe(PositionScene.OwnIban),
            k => ((string)k.Told["expirationDate"]!).ShouldBe($"{TestClock.Today.AddDays(30):yyyy-MM-dd}T23:59:59+01:00"),
            // Its service takes late payments.
            k => k.SwitchToExpired.ShouldBeFalse()
        );
        var notice = await scene.ReadAsync(position);
        (notice.State, notice.AmountCents, notice.ToldAmountCents, notice.Attempts, notice.PositionId).ShouldBe(
            ("loaded", 12_345, 12_345, 1, position.Id)
        );
        await scene.ShouldBeAlignedAsync();
    }

    [Fact]
    public async Task What_is_owed_already_is_told_when_the_connection_is_entered()
    {
        var scene = await world.SceneAsync(isConnected: false);
        var (owed, paid) = (await scene.Money.OwedAsync(), await scene.Money.PaidAsync());

        await scene.ConnectAsync();
        await scene.LoadAsync();

        (await scene.Archive.ViewAsync(scene.Code)).Keys.ShouldBe([owed.NoticeNumber]);
        var alignment = (await scene.Client.AcaAlignments.ListAsync(scene.Code)).Items.Single();
        (alignment.State, alignment.Origin, alignment.Scope, alignment.ToLoadCount, alignment.ComparedCount).ShouldBe(
            ("completed", "connection", "all", 1, 1)
        );
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => scene.ReadAsync(paid));
    }

    [Fact]
    public async Task Every_step_of_a_position_is_told_in_order()
    {
        var scene = await world.SceneAsync();
        var (paid, cancelled, changed) = (
            await scene.Money.OwedAsync(1_000),
            await scene.Positions.CreateAsync(PositionScene.Input(2_000)),
            await scene.Positions.CreateAsync(PositionScene.Input(3_000, externalId: Guid.NewGuid().ToString("N")))
        );
        await scene.LoadAsync();
        await scene.ShouldBeAlignedAsync();

        await scene.Money.ReceiveAsync(paid);
        await scene.Positions.CancelAsync(cancelled);
        await scene.Positions.CreateAsync(PositionScene.Input(4_000, externalId: changed.ExternalId));
        await scene.LoadAsync();

        await scene.ShouldBeAlignedAsync();
        (await scene.ReadAsync(paid)).State.ShouldBe("withdrawn");
        (await scene.ReadAsync(cancelled)).State.ShouldBe("withdrawn");
        (await scene.ReadAsync(changed)).ToldAmountCents.ShouldBe(4_000);
        (await scene.Client.Connections.ReadAsync(scene.Code, "aca")).State.ShouldBe("working");
    }

    [Fact]
    public async Task What_changes_nothing_for_the_archive_is_not_told()
    {
        var scene = await world.SceneAsync();
        var position = await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        var writes = await scene.Archive.WritesAsync(scene.Code);

        var metadata = new Dictionary<string, string?> { ["ufficio"] = "12" };
        await scene.Positions.Positions.ChangeAsync(scene.Code, position.Id, position.Version, new() { Metadata = metadata });
        await scene.Positions.BeginPaymentAsync(PositionScene.Instalment(position).Id);
        await scene.LoadAsync();

        (await scene.Archive.WritesAsync(scene.Code)).ShouldBe(writes);
    }

    /// <summary>Closed is for good: whoever reopens it sees that it cannot be had in stand-in, and it is paid by the station.</summary>
    [Fact]
    public async Task A_notice_that_is_reopened_is_told_as_refused_because_the_archive_has_closed_it()
    {
        var scene = await world.SceneAsync();
        var position = await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        await scene.Positions.CancelAsync(position);
        await scene.LoadAsync();

        await scene.Positions.ReopenAsync(position);
        await scene.LoadAsync();

        var notice = await scene.ReadAsync(position);
        (notice.State, notice.Failure!.Code).ShouldBe(("refused", "aca-notice-closed"));
        (await scene.Client.Events.ListAsync(scene.Code, new() { Type = "aca-notice.refused" })).Items.Count.ShouldBe(1);
        await scene.ShouldBeAlignedAsync();
    }

    /// <summary>Cancelled and reopened before the archive heard of it, it never was closed.</summary>
    [Fact]
    public async Task Only_how_it_stands_in_the_end_is_told()
    {
        var scene = await world.SceneAsync();
        var position = await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        var writes = await scene.Archive.WritesAsync(scene.Code);

        await scene.Positions.CancelAsync(position);
        await scene.Positions.ReopenAsync(position);
        await scene.LoadAsync();

        (await scene.Archive.WritesAsync(scene.Code)).ShouldBe(writes);
        (await scene.ReadAsync(position)).State.ShouldBe("loaded");
    }

    [Fact]
    public async Task A_notice_never_told_of_that_is_cancelled_is_none_of_the_archives_business()
    {
        var scene = await world.SceneAsync();
        var position = await scene.Positions.CreateAsync();
        await scene.Positions.CancelAsync(position);

        await scene.LoadAsync();

        (await scene.Archive.ViewAsync(scene.Code)).ShouldBeEmpty();
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => scene.ReadAsync(position));
    }

    [Fact]
    public async Task A_notice_is_told_on_the_first_day_on_which_it_can_be_paid()
    {
        var scene = await world.SceneAsync();
        var input = PositionScene.Input();
        input.ValidFrom = TestClock.Today.AddDays(3);
        var position = await scene.Positions.CreateAsync(input);
        await scene.LoadAsync();
        var waits = await scene.ReadAsync(position);
        (waits.State, waits.ToldAmountCents, waits.NextAttemptAt).ShouldBe(
            ("to-load", null, new DateTimeOffset(TestClock.Today.AddDays(3), TimeOnly.MinValue, TimeSpan.FromHours(1)))
        );
        (await scene.Client.Connections.ReadAsync(scene.Code, "aca")).BacklogCount.ShouldBe(0);
        await scene.ShouldBeAlignedAsync();

        await using var then = await TestApi.BesideAsync(scene.Api, TestClock.In(TimeSpan.FromDays(3)));
        await ArchiveScene.LoadAsync(then);

        (await scene.KnownAsync(position))!.IsPayable(TestClock.Today.AddDays(3)).ShouldBeTrue();
        (await scene.ReadAsync(position)).State.ShouldBe("loaded");
    }

    /// <summary>Told with its last day, the archive lets it expire by itself, and a term that is put off is told.</summary>
    [Fact]
    public async Task What_is_over_is_not_closed_where_the_archive_knows_its_last_day()
    {
        var scene = await world.SceneAsync();
        var input = PositionScene.Input(service: "MULTE");
        input.PaymentOptions!.Single().Instalments.Single().DueDate = TestClock.Today.AddDays(5);
        var position = await scene.Positions.CreateAsync(input);
        await scene.LoadAsync();
        (await scene.KnownAsync(position))!.SwitchToExpired.ShouldBeTrue();

        await using var then = await TestApi.BesideAsync(scene.Api, TestClock.In(TimeSpan.FromDays(6)));
        await ExpireAsync(then);
        await ArchiveScene.LoadAsync(then);

        var known = (await scene.KnownAsync(position))!;
        (known.IsOpen, known.IsPayable(TestClock.Today.AddDays(6))).ShouldBe((true, false));
        (await scene.ReadAsync(position)).State.ShouldBe("withdrawn");
    }

    /// <summary>Its due day is not its last: the archive would take payments for ever.</summary>
    [Fact]
    public async Task What_is_over_is_closed_where_the_archive_would_still_take_it()
    {
        var scene = await world.SceneAsync();
        var input = PositionScene.Input();
        var instalment = input.PaymentOptions!.Single().Instalments.Single();
        (instalment.DueDate, instalment.ValidUntil) = (TestClock.Today.AddDays(2), TestClock.Today.AddDays(5));
        var position = await scene.Positions.CreateAsync(input);
        await scene.LoadAsync();
        (await scene.KnownAsync(position))!.SwitchToExpired.ShouldBeFalse();

        await using var then = await TestApi.BesideAsync(scene.Api, TestClock.In(TimeSpan.FromDays(6)));
        await ExpireAsync(then);
        await ArchiveScene.LoadAsync(then);

        (await scene.KnownAsync(position))!.IsOpen.ShouldBeFalse();
        (await scene.ReadAsync(position)).State.ShouldBe("withdrawn");
    }

    [Fact]
    public async Task A_debt_that_must_not_be_pushed_is_not_told_until_it_may_be()
    {
        var scene = await world.SceneAsync();
        var input = PositionScene.Input();
        input.RequestToPay = "haste-harms";
        var position = await scene.Positions.CreateAsync(input);
        await scene.LoadAsync();
        var refused = await scene.ReadAsync(position);
        (refused.State, refused.Failure!.Code, refused.Attempts).ShouldBe(("refused", "aca-request-to-pay-excluded", 0));
        (await scene.Archive.ViewAsync(scene.Code)).ShouldBeEmpty();

        await scene.Positions.Positions.ChangeAsync(scene.Code, position.Id, position.Version, new() { RequestToPay = "allowed" });
        await scene.LoadAsync();

        (await scene.ReadAsync(position)).State.ShouldBe("loaded");
        await scene.ShouldBeAlignedAsync();
    }

    [Fact]
    public async Task A_service_that_takes_late_payments_no_more_changes_its_notices()
    {
        var scene = await world.SceneAsync();
        var input = PositionScene.Input();
        input.PaymentOptions!.Single().Instalments.Single().DueDate = TestClock.Today.AddDays(5);
        var position = await scene.Positions.CreateAsync(input);
        await scene.LoadAsync();

        await scene.Client.Services.ChangeAsync(scene.Code, "TARI", 1, new() { KeepPayableAfterDueDate = false });
        await scene.LoadAsync();

        (await scene.KnownAsync(position))!.SwitchToExpired.ShouldBeTrue();
        (await scene.Client.AcaAlignments.ListAsync(scene.Code)).Items.First().Origin.ShouldBe("settings");
    }

    [Fact]
    public async Task A_file_is_told_whole()
    {
        var scene = await world.SceneAsync();
        var rows = Enumerable.Range(1, 1_200).Select(n => $"RSSMRA80A01H501U;Mario Rossi;TARI;Quota {n};{n},00");
        var flow = await scene.Client.Flows.UploadAsync(
            scene.Code,
            "posizioni.csv",
            new MemoryStream(
                System.Text.Encoding.UTF8.GetBytes(
                    string.Join('\n', ["codice_fiscale;nominativo;codice_servizio;descrizione;importo", .. rows])
                )
            ),
            new() { OpenEnded = true }
        );
        await scene.Api.RunJobsAsync();
        await scene.Client.Flows.ConfirmAsync(scene.Code, flow.Id);
        await scene.Api.RunJobsAsync();

        await scene.LoadAsync();

        var view = await scene.Archive.ViewAsync(scene.Code);
        view.Count.ShouldBe(1_200);
        view.Values.Sum(k => k.Amount).ShouldBe(Enumerable.Range(1, 1_200).Sum(n => 100L * n));
        (await scene.Archive.WritesAsync(scene.Code)).ShouldBe(1_200);
    }

    [Fact]
    public async Task While_the_connection_is_paused_changes_wait_and_are_seen()
    {
        var scene = await world.SceneAsync();
        await scene.PauseAsync();
        var position = await scene.Positions.CreateAsync();
        await scene.LoadAsync();
        (await scene.ReadAsync(position)).State.ShouldBe("to-load");
        (await scene.Client.Connections.ReadAsync(scene.Code, "aca")).BacklogCount.ShouldBe(1);
        (await scene.Archive.ViewAsync(scene.Code)).ShouldBeEmpty();

        await scene.PauseAsync(isPaused: false);
        await scene.LoadAsync();

        await scene.ShouldBeAlignedAsync();
    }

    private static async Task ExpireAsync(TestApi api)
    {
        await api.Services.GetRequiredService<ExpireOverduePositions>().RunOnceAsync(CancellationToken.None);
        await api.RunJobsAsync();
    }
}
