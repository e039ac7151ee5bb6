using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

public sealed class WaitingTests
{
    private readonly ScriptedTransport _transport = new();

    private ScriptedTransport ThenFlow(string example) => _transport.Then(200, ContractExamples.Json(example));

    [Fact]
    public async Task Waiting_for_a_flow_ends_when_its_rows_have_been_checked()
    {
        ThenFlow("FlowReceived");
        ThenFlow("FlowReceived");
        ThenFlow("FlowReady");

        (await _transport.Client().Flows.WaitUntilReadyAsync("01234567897", "flw_1")).State.ShouldBe(FlowStates.Ready);
    }

    [Fact]
    public async Task Waiting_for_a_flow_ends_when_its_positions_are_there()
    {
        ThenFlow("FlowGenerating");
        ThenFlow("FlowDuplicate");

        (await _transport.Client().Flows.WaitUntilCompletedAsync("01234567897", "flw_1")).State.ShouldBe(FlowStates.CompletedWithRejects);
    }

    [Fact]
    public async Task Waiting_for_a_flow_nobody_confirmed_is_refused()
    {
        ThenFlow("FlowReady");

        await Should.ThrowAsync<InvalidOperationException>(() => _transport.Client().Flows.WaitUntilCompletedAsync("01234567897", "flw_1"));
    }

    [Fact]
    public async Task Waiting_ends_when_the_time_is_over()
    {
        for (var read = 0; read < 10; read++)
            ThenFlow("FlowGenerating");

        await Should.ThrowAsync<TimeoutException>(() =>
            _transport.Client().Flows.WaitUntilCompletedAsync("01234567897", "flw_1", TimeSpan.FromSeconds(1))
        );

        _transport.Sent.Count.ShouldBeInRange(3, 6);
    }

    [Fact]
    public async Task Waiting_for_a_reconciliation_ends_when_it_is_completed()
    {
        _transport.Then(200, ContractExamples.Json("ReconciliationJobQueued")).Then(200, ContractExamples.Json("ReconciliationJob"));

        var job = await _transport.Client().ReconciliationJobs.WaitUntilCompletedAsync("01234567897", "rcj_1");

        job.Classes.ShouldContain(found => found.Class == ReconciliationClasses.IufTesDivImp);
    }
}
