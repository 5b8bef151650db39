namespace Lana.Pretraining;

/// <summary>Splits the memory of a pre-training.</summary>
/// <remarks>The shares add up to less than the whole, since kernels, the data source and the allocator need memory that
/// neither estimate includes.</remarks>
internal readonly record struct MemoryBudget(long Bytes)
{
    /// <summary>A quarter for features, which limits the batches of a window; more than eight batches bring no
    /// benefit.</summary>
    public long FeatureBytes => Bytes / 4;

    /// <summary>Two fifths for a group: the larger it is, the more candidates share each pass of the teacher.</summary>
    public long GroupBytes => Bytes / 5 * 2;

    /// <summary>The budget of the options; by default half of the machine's memory.</summary>
    public static MemoryBudget Of(PretrainingOptions options) => new(options.MemoryBudgetBytes > 0
        ? options.MemoryBudgetBytes
        : MachineMemory.Bytes / 2);
}
