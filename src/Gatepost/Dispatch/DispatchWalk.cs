using Gatepost.Delivery;
using Gatepost.Routing;
using Gatepost.TlsPolicy;

namespace Gatepost.Dispatch;

/// <summary>The rooms that an attempt walks through, in their order.</summary>
internal sealed record DispatchWalk(IRouter Router, ITlsPolicyResolver Policies, IDeliveryAgent Agent);
