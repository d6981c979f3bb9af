namespace Gatepost.TlsPolicy.Sts;

/// <summary>Why a policy could not be had; the words are those of TLS-RPT (RFC 8460 §4.3.2.2).</summary>
internal enum StsFetchProblem
{
    /// <summary>No answer, or not the answer 200.</summary>
    FetchError,

    /// <summary>What came is no policy.</summary>
    Invalid,

    /// <summary>The certificate of the policy host does not prove it.</summary>
    WebPkiInvalid,
}
