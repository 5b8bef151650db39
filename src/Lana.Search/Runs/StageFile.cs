namespace Lana.Runs;

/// <summary>The file of a finished stage.</summary>
/// <param name="Version">The version of the format.</param>
/// <param name="Inputs">The fingerprint of the stage's inputs.</param>
/// <param name="Seconds">The duration.</param>
/// <param name="Result">The result.</param>
/// <param name="Hash">The hash of the other fields, which detects changed and truncated files.</param>
internal sealed record StageFile<T>(int Version, string Inputs, double Seconds, T Result, string Hash)
{
    public static StageFile<T> Of(int version, string inputs, double seconds, T result) =>
        new(version, inputs, seconds, result, HashOf(inputs, seconds, result));

    public bool IsWhole() => Hash == HashOf(Inputs, Seconds, Result);

    private static string HashOf(string inputs, double seconds, T result)
    {
        using var hash = new ContentHash();
        return hash.Add(inputs).Add(seconds).Add(JsonSerializer.Serialize(result, JsonFile.DefaultOptions)).ToText();
    }
}
