namespace Lana.Solvers;

/// <summary>A solver's answer failed the check that every solution goes through before it is returned.</summary>
/// <remarks>This is a defect of the solver or of this library, never of the problem; the answer is not handed
/// out.</remarks>
public sealed class SelectionVerificationException : LanaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What the check found.</param>
    public SelectionVerificationException(string message)
        : base(message)
    {
    }
}
