namespace Lana.Runs;

/// <summary>The directory of a run: one small JSON file for each finished stage.</summary>
/// <remarks>A stage whose file exists and was written for the same inputs does not run again: a stopped run continues from
/// there.</remarks>
internal sealed class RunStore(string path, TimeProvider time)
{
    private const int Version = 2;
    private readonly Dictionary<string, double> _seconds = [];

    public string Path => path;

    /// <summary>The duration of each stage when it ran, in seconds.</summary>
    public IReadOnlyDictionary<string, double> Seconds => _seconds;

    public string File(params string[] parts) => System.IO.Path.Combine([path, .. parts]);

    /// <summary>Returns the result of a stage: from its file if the inputs match, otherwise by running it.</summary>
    public async Task<StageResult<TResult>> RunAsync<TInput, TResult>(
        Stage<TInput, TResult> stage, TInput input, StageContext context)
        where TInput : notnull
        where TResult : notnull
    {
        var inputs = InputsFingerprint.Of(input);
        var result = stage.KeepsOwnFiles
            ? await TimeAsync(stage.Name, inputs, () => stage.RunAsync(input, context)).ConfigureAwait(false)
            : await KeepAsync(stage.Name, inputs, () => stage.RunAsync(input, context)).ConfigureAwait(false);
        return new StageResult<TResult>(result, stage.FingerprintOf(inputs, result));
    }

    /// <summary>Runs a function that stores its own result, and records the duration.</summary>
    public async Task<TResult> TimeAsync<TResult>(string name, Func<Task<TResult>> run)
    {
        var start = time.GetTimestamp();
        var result = await run().ConfigureAwait(false);
        _seconds[name] = time.GetElapsedTime(start).TotalSeconds;
        return result;
    }

    private async Task<TResult> KeepAsync<TResult>(string name, string inputs, Func<Task<TResult>> run)
    {
        if (Find<TResult>(name, inputs) is { } kept)
        {
            _seconds[name] = kept.Seconds;
            return kept.Result;
        }

        var start = time.GetTimestamp();
        var result = await run().ConfigureAwait(false);
        Keep(name, inputs, time.GetElapsedTime(start).TotalSeconds, result);
        return result;
    }

    // The longest time is that of the run that did the work.
    private async Task<TResult> TimeAsync<TResult>(string name, string inputs, Func<Task<TResult>> run)
    {
        var start = time.GetTimestamp();
        var result = await run().ConfigureAwait(false);
        var seconds = time.GetElapsedTime(start).TotalSeconds;
        Keep(name, inputs, Math.Max(seconds, Find<bool>(name, inputs)?.Seconds ?? 0.0), true);
        return result;
    }

    private StageFile<T>? Find<T>(string name, string inputs)
    {
        var file = File($"{name}.json");
        if (!System.IO.File.Exists(file) || JsonFile.ReadVersion(file) != Version)
        {
            return null;
        }

        var kept = JsonFile.Read<StageFile<T>>(file);
        return !kept.IsWhole()
            ? throw new DamagedFileException(file, "it was changed. Delete it, and the stage runs again.")
            : kept.Inputs == inputs ? kept : null;
    }

    private void Keep<T>(string name, string inputs, double seconds, T result)
    {
        _seconds[name] = seconds;
        AtomicFile.WriteJson(File($"{name}.json"), StageFile<T>.Of(Version, inputs, seconds, result));
    }
}
