namespace Gatepost.Checks.Survey;

/// <summary>How closely something is looked at; each has what the one before has.</summary>
internal enum SurveyDepth
{
    /// <summary>What a message would meet, and no more: one call to each address.</summary>
    Walk,

    /// <summary>Calls beside, for what a message would never do.</summary>
    Server,

    /// <summary>What the DNS and the web say beside of the domain and its addresses.</summary>
    Domain,
}
