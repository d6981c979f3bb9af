namespace Gatepost.TlsPolicy.Sts;

/// <summary>Fetches policies. What the other side does wrong is a value.</summary>
internal interface IStsFetcher
{
    /// <summary>Fetches the policy of a normalized domain.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    Task<StsFetch> FetchAsync(string domain, CancellationToken cancellationToken);
}
