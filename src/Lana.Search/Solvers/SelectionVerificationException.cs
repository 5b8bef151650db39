namespace Lana.Solvers;

/// <summary>A solver's answer failed the check that every solution goes through before it is returned.</summary>
/// <remarks>A defect of the solver or of this library, never of the problem; the answer is not returned.</remarks>
internal sealed class SelectionVerificationException(string message) : LanaException(message);
