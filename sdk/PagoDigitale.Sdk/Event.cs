using System.Text.Json;

namespace PagoDigitale.Sdk;

/// <summary>What an event says, as a class that is named after its type.</summary>
public partial class Event
{
    /// <summary>
    /// The data of the event as <typeparamref name="T"/>; null where its type says something else, and of a type that this client
    /// does not know. The class of a type is named after it: <see cref="PositionPaidData"/> of <c>position.paid</c>. A class that others
    /// build on is good for all of them: <see cref="PositionEventData"/> for every event of a position,
    /// <see cref="PositionPaymentData"/> for those that tell of a payment.
    /// </summary>
    /// <exception cref="JsonException">The data lack a member that the class must have.</exception>
    public T? DataAs<T>()
        where T : class =>
        EventDataClasses.ByType.TryGetValue(Type, out var known) && typeof(T).IsAssignableFrom(known)
            ? (T?)Data.Deserialize(known, ResourceClient.Settings)
            : null;
}
