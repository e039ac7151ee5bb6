using PagoDigitale.Api.Features.Rendicontazioni;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Rendicontazioni;

/// <summary>A file that is too large for the request that brings it is received at once and read by a job.</summary>
public sealed class LargeRendicontazioneTests : IAsyncLifetime
{
    private TestApi _api = null!;

    public async Task InitializeAsync() => _api = await TestApi.StartAsync(("PagoDigitale:Rendicontazioni:ReadAtOnceKilobytesMax", "0"));

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task It_is_received_and_counts_for_nothing_until_it_is_read()
    {
        var scene = await MoneyScene.CreateAsync(_api);
        var paid = await scene.PaidAsync();
        var file = scene.Flow(paid.Row);

        var received = await scene.UploadAsync(file);

        (received.Answer!.Status, received.State, received.ComputedCount).ShouldBe((201, "received", 1));
        (await scene.Client.Rendicontazioni.ListRowsAsync(scene.Organization, received.Id)).Items.ShouldBeEmpty();
        (await scene.StateAsync(paid)).ShouldBe("paid");
        var again = await scene.UploadAsync(file);
        (again.Id, again.Answer!.Status, again.State).ShouldBe((received.Id, 200, "received"));
        (await scene.Client.Rendicontazioni.ListAsync(scene.Organization, new() { State = [RendicontazioneStates.Received] }))
            .Items.ShouldHaveSingleItem()
            .Id.ShouldBe(received.Id);

        (await _api.RunJobsAsync()).ShouldBe(1);

        var parsed = await scene.Client.Rendicontazioni.WaitUntilParsedAsync(scene.Organization, received.Id);
        (parsed.State, parsed.Revision).ShouldBe(("parsed", 1));
        (await scene.StateAsync(paid)).ShouldBe("reported");
        (await scene.EventsAsync(received.Id)).ShouldBe(["rendicontazione.received", "rendicontazione.parsed"]);
        await scene.BalancedAsync();
    }

    /// <summary>Killed after its transaction was written and before the queue knew: the same job again does nothing twice.</summary>
    [Fact]
    public async Task Read_again_it_counts_once()
    {
        var scene = await MoneyScene.CreateAsync(_api);
        var paid = await scene.PaidAsync();
        var received = await scene.UploadAsync(scene.Flow(paid.Row));
        await _api.RunJobsAsync();

        var queued = await scene.Positions.QueryAsync<string>(
            $"""
            INSERT INTO jobs (job_id, kind, organization_id, payload, run_after, created_at, lane, priority)
            SELECT gen_random_uuid(), kind, organization_id, payload, now(), now(), lane, priority FROM jobs
            WHERE organization_id = '{scene.Organization}' AND kind = '{ParseRendicontazione.Kind}' RETURNING kind
            """
        );
        queued.ShouldBe([ParseRendicontazione.Kind]);
        await _api.RunJobsAsync();

        (await scene.ReadAsync(received)).State.ShouldBe("parsed");
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(10_000);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Revisions_that_come_before_it_is_read_find_their_order()
    {
        var scene = await MoneyScene.CreateAsync(_api);
        var (first, second, third) = (await scene.PaidAsync(), await scene.PaidAsync(2_000), await scene.PaidAsync(300));
        var file = scene.Flow(first.Row);
        var read = await scene.UploadAsync(file);
        await _api.RunJobsAsync();
        var middle = await scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = [second.Row] });
        var last = await scene.UploadAsync(file with { At = file.At.AddHours(2), Rows = [third.Row] });
        (await scene.ReadAsync(read)).State.ShouldBe("parsed");

        await _api.RunJobsAsync();

        (await scene.ReadAsync(last)).State.ShouldBe("parsed");
        (await scene.ReadAsync(middle)).State.ShouldBe("superseded");
        (await scene.ReadAsync(read)).State.ShouldBe("superseded");
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(300);
        (await scene.StateAsync(second)).ShouldBe("paid");
        await scene.BalancedAsync();
    }

    /// <summary>As it would if both came at once: what does not add up stands in nobody's way.</summary>
    [Fact]
    public async Task The_right_file_that_came_meanwhile_takes_the_place_of_one_that_does_not_add_up()
    {
        var scene = await MoneyScene.CreateAsync(_api);
        var paid = await scene.PaidAsync();
        var right = scene.Flow(paid.Row);
        var wrong = await scene.UploadAsync(right with { TotalCents = 9_999 });
        await Should.ThrowAsync<PagoDigitaleConflictException>(() => scene.UploadAsync(right));

        await _api.RunJobsAsync();

        (await scene.ReadAsync(wrong)).State.ShouldBe("superseded");
        var taken = (
            await scene.Client.Rendicontazioni.ListAsync(scene.Organization, new() { State = ["parsed"] })
        ).Items.ShouldHaveSingleItem();
        (taken.Revision, taken.Anomalies.Count).ShouldBe((2, 0));
        var message = (await scene.Client.RefusedMessages.ListAsync(scene.Organization)).Items.ShouldHaveSingleItem();
        (message.State, message.TakenAs).ShouldBe(("taken", taken.Id));
        (await scene.StateAsync(paid)).ShouldBe("reported");
        var again = await scene.UploadAsync(right);
        (again.Id, again.Answer!.Status).ShouldBe((taken.Id, 200));
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_file_that_somebody_chose_stays_when_the_job_comes_to_the_other()
    {
        var scene = await MoneyScene.CreateAsync(_api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var file = scene.Flow(first.Row);
        var received = await scene.UploadAsync(file);
        await Should.ThrowAsync<PagoDigitaleConflictException>(() => scene.UploadAsync(file with { Rows = [second.Row] }));
        var message = (await scene.Client.RefusedMessages.ListAsync(scene.Organization)).Items.Single();
        var chosen = (await scene.Client.RefusedMessages.ReplayAsync(scene.Organization, message.Id)).TakenAs!;

        await _api.RunJobsAsync();

        (await scene.Client.Rendicontazioni.ReadAsync(scene.Organization, chosen)).State.ShouldBe("parsed");
        received = await scene.ReadAsync(received);
        (received.State, received.SupersededBy).ShouldBe(("superseded", chosen));
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(2_000);
        await scene.BalancedAsync();
    }

    /// <summary>Its job was given up and forgotten.</summary>
    [Fact]
    public async Task Sent_again_while_nobody_reads_it_it_is_read()
    {
        var scene = await MoneyScene.CreateAsync(_api);
        var file = scene.Flow((await scene.PaidAsync()).Row);
        var received = await scene.UploadAsync(file);
        await scene.Positions.SqlAsync($"DELETE FROM jobs WHERE organization_id = '{scene.Organization}'");

        (await scene.UploadAsync(file)).Id.ShouldBe(received.Id);
        await scene.UploadAsync(file);
        (await _api.RunJobsAsync()).ShouldBe(1);

        (await scene.ReadAsync(received)).State.ShouldBe("parsed");
    }

    [Fact]
    public async Task Another_file_of_its_date_goes_to_quarantine()
    {
        var scene = await MoneyScene.CreateAsync(_api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var file = scene.Flow(first.Row);
        var received = await scene.UploadAsync(file);

        var conflict = await Should.ThrowAsync<PagoDigitaleConflictException>(() => scene.UploadAsync(file with { Rows = [second.Row] }));

        conflict.Problem!.Detail!.ShouldContain(received.Id);
        await _api.RunJobsAsync();
        (await scene.Client.Rendicontazioni.ListAsync(scene.Organization)).Items.Select(r => r.State).ShouldBe(["quarantined", "parsed"]);
        await scene.BalancedAsync();
    }
}
