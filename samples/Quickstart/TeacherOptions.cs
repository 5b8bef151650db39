namespace Quickstart;

/// <summary>The options of <c>train-teacher</c>.</summary>
internal sealed record TeacherOptions(
    string Data, string Out, int Epochs, int Threads, double LearningRate, double WeightDecay, ulong Seed)
{
    public static TeacherOptions Read(Arguments arguments)
    {
        var options = new TeacherOptions(
            arguments.Text("--data", Path.Combine(AppContext.BaseDirectory, "data")),
            arguments.Text("--out", "teacher.safetensors"),
            arguments.Number("--epochs", 50),
            arguments.Number("--threads", 0),
            arguments.Number("--learning-rate", 0.003),
            arguments.Number("--weight-decay", 0.05),
            arguments.Number("--seed", 1UL));
        arguments.ThrowIfUnread();
        return options;
    }
}
