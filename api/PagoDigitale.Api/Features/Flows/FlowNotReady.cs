using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Flows;

/// <summary>What is done with the rows of a flow is done between its check and its confirmation.</summary>
internal static class FlowNotReady
{
    public static ApiError Of(FlowState state) =>
        ApiError.Conflict(
            "flow-not-ready",
            FlowsTexts.NotReady,
            (state is FlowState.Received or FlowState.Validating ? FlowsTexts.WaitUntilReady : FlowsTexts.OnlyWhileReady).With(
                StateText.Of(state)
            )
        );
}
