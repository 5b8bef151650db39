namespace Quickstart;

/// <summary>The options of <c>train-teacher</c>.</summary>
internal sealed record TeacherOptions(
    string Data, string Out, double Phi, int Epochs, double LearningRate, double WeightDecay, ulong Seed);
