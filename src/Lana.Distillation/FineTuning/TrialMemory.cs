namespace Lana.FineTuning;

/// <summary>Limits, by the available memory, the number of students that train at once and the number of batches.</summary>
/// <remarks>The shares add up to less than the whole, since gradients, kernels and the data source need memory that
/// neither estimate includes. No result depends on the limits.</remarks>
/// <param name="Bytes">The memory of the machine.</param>
internal readonly record struct TrialMemory(long Bytes)
{
    // Enough batches that workers rarely wait for each other, few enough that progress and cancellation are prompt.
    private const int MaxWindow = 8;

    public static TrialMemory OfMachine => new(MachineMemory.Bytes);

    /// <summary>The number of workers whose activations fit into half of the memory, at least one.</summary>
    public int Workers(IReadOnlyList<FineTuningRequest> requests, int batchSize, int max)
    {
        var bytes = requests.Max(request => request.Student.Cost.ActivationBytes) * batchSize;
        return (int)Math.Clamp(Bytes / 2 / Math.Max(1, bytes), 1, Math.Min(max, requests.Count));
    }

    /// <summary>The number of batches whose images and features fit into an eighth of the memory, 1 to 8.</summary>
    public int Window(FineTuningRequest request, int batchSize, bool comparesFeatures)
    {
        var definition = request.Student.Definition;
        var features = comparesFeatures ? definition.Layers.Sum(layer => layer.Output.Count) : 0;
        var bytes = (definition.Input.Count + features) * sizeof(float) * batchSize;
        return (int)Math.Clamp(Bytes / 8 / Math.Max(1, bytes), 1, MaxWindow);
    }
}
