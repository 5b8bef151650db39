namespace Lana.Fuzzing;

/// <summary>An input for which a reader breaks its promises.</summary>
/// <param name="target">The format.</param>
/// <param name="input">The input.</param>
/// <param name="what">What went wrong.</param>
/// <param name="cause">The exception that is not documented; null for none.</param>
internal sealed class FuzzException(string target, byte[] input, string what, Exception? cause = null)
    : Exception($"{target}: {what} Input: {Convert.ToBase64String(input)}", cause);
