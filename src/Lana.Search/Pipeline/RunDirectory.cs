using Lana.Internal;

namespace Lana.Pipeline;

/// <summary>The directory of a run: one small JSON file for each finished stage.</summary>
/// <remarks>A stage whose file is there and whose inputs have the hash it was made from is not done again; that is all
/// that going on after a stop needs.</remarks>
internal sealed class RunDirectory(string path, TimeProvider time)
{
    private const int Version = 1;
    private readonly Dictionary<string, double> _seconds = [];

    public string Path => path;

    /// <summary>How long each stage took when it was done.</summary>
    public IReadOnlyDictionary<string, double> Seconds => _seconds;

    public string File(params string[] parts) => System.IO.Path.Combine([path, .. parts]);

    /// <summary>Gives a stage's result: from its file where that fits, else by doing it.</summary>
    /// <param name="name">The stage's name, which is its file's.</param>
    /// <param name="inputs">The hash of everything it is made from.</param>
    /// <param name="make">Does it.</param>
    public async Task<T> StageAsync<T>(string name, string inputs, Func<Task<T>> make)
    {
        if (Find<T>(name, inputs) is { } kept)
        {
            _seconds[name] = kept.Seconds;
            return kept.Result;
        }

        var start = time.GetTimestamp();
        var result = await make().ConfigureAwait(false);
        Keep(name, inputs, time.GetElapsedTime(start).TotalSeconds, result);
        return result;
    }

    /// <summary>Does a stage that keeps its own files and knows for itself what is missing; only its time is kept here,
    /// that of the run in which there was something to do.</summary>
    /// <param name="name">The stage's name, which is its file's.</param>
    /// <param name="inputs">The hash of everything it is made from.</param>
    /// <param name="make">Does it, or finds it done.</param>
    public async Task<T> TimedAsync<T>(string name, string inputs, Func<Task<T>> make)
    {
        var start = time.GetTimestamp();
        var result = await make().ConfigureAwait(false);
        var seconds = time.GetElapsedTime(start).TotalSeconds;
        Keep(name, inputs, Math.Max(seconds, Find<bool>(name, inputs)?.Seconds ?? 0.0), true);
        return result;
    }

    private StageFile<T>? Find<T>(string name, string inputs)
    {
        var file = File($"{name}.json");
        if (!System.IO.File.Exists(file))
        {
            return null;
        }

        var kept = JsonFile.Read<StageFile<T>>(file);
        if (kept.Version != Version)
        {
            return null;
        }

        return !kept.IsWhole()
            ? throw new DamagedFileException(
                file, "it is not what was written. Delete it to have the stage done again.")
            : kept.Inputs == inputs ? kept : null;
    }

    private void Keep<T>(string name, string inputs, double seconds, T result)
    {
        _seconds[name] = seconds;
        AtomicFile.WriteJson(File($"{name}.json"), StageFile<T>.Of(Version, inputs, seconds, result));
    }
}
