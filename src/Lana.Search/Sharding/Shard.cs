namespace Lana.Sharding;

/// <summary>One of several workers on a run directory: which part of the units it begins with.</summary>
public readonly record struct Shard
{
    private const string Forms =
        "Give it as INDEX/COUNT, for example 0/6, or start the worker as a task of a Slurm array (SLURM_ARRAY_TASK_ID, " +
        "SLURM_ARRAY_TASK_COUNT) or of an indexed Kubernetes Job (JOB_COMPLETION_INDEX, and JOB_COMPLETIONS set to the " +
        "Job's completions).";

    /// <summary>Creates a shard.</summary>
    /// <param name="index">The worker, from 0.</param>
    /// <param name="count">The number of workers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1, or the index is not from 0 to below the count.</exception>
    public Shard(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        (Index, Count) = (index, count);
    }

    /// <summary>The worker, 0 to below <see cref="Count"/>.</summary>
    public int Index { get; }

    /// <summary>The number of workers.</summary>
    public int Count { get; }

    /// <summary>Reads <c>INDEX/COUNT</c>.</summary>
    /// <param name="text">For example <c>0/6</c>, the first of six.</param>
    /// <returns>The shard.</returns>
    /// <exception cref="FormatException">The text has another form, or there is no such worker.</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts.Length == 2
            ? Of("the shard", Number("the shard", parts[0]), Number("the shard", parts[1]))
            : throw new FormatException($"'{text}' is no shard. {Forms}");
    }

    /// <summary>The shard that a scheduler gives this process.</summary>
    /// <param name="variable">Reads a variable of the environment; null for the process's.</param>
    /// <returns>By <c>SLURM_ARRAY_TASK_ID</c>, <c>SLURM_ARRAY_TASK_MIN</c> and <c>SLURM_ARRAY_TASK_COUNT</c>, or by
    /// <c>JOB_COMPLETION_INDEX</c> and <c>JOB_COMPLETIONS</c>; null where there are none of them.</returns>
    /// <exception cref="FormatException">They are incomplete or contradict each other.</exception>
    public static Shard? FromEnvironment(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        if (variable("SLURM_ARRAY_TASK_ID") is { Length: > 0 } task)
        {
            // The array need not begin at 0.
            var first = variable("SLURM_ARRAY_TASK_MIN") is { Length: > 0 } min ? Number("SLURM_ARRAY_TASK_MIN", min) : 0;
            return Of(
                "SLURM_ARRAY_TASK_ID",
                Number("SLURM_ARRAY_TASK_ID", task) - first,
                Number("SLURM_ARRAY_TASK_COUNT", variable("SLURM_ARRAY_TASK_COUNT")));
        }

        return variable("JOB_COMPLETION_INDEX") is { Length: > 0 } index
            ? Of(
                "JOB_COMPLETION_INDEX",
                Number("JOB_COMPLETION_INDEX", index),
                Number("JOB_COMPLETIONS", variable("JOB_COMPLETIONS")))
            : null;
    }

    /// <summary>The shard as <c>INDEX/COUNT</c>.</summary>
    /// <returns>For example <c>0/6</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    private static Shard Of(string name, int index, int count) => count >= 1 && index >= 0 && index < count
        ? new Shard(index, count)
        : throw new FormatException($"By {name} this is worker {index} of {count}; workers count from 0. {Forms}");

    private static int Number(string name, string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{name} is '{text}' and no number. {Forms}");
}
