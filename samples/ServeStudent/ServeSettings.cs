using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ServeStudent;

/// <summary>The command line.</summary>
/// <remarks>The preprocessing must be the one that the student was trained with.</remarks>
internal sealed class ServeSettings : PreprocessingSettings
{
    [CommandOption("--model <FILE>")]
    [Description("The student.onnx of a run, for example of samples/Quickstart.")]
    public string Model { get; init; } = "";

    [CommandOption("--labels <FILE>")]
    [Description("The name of each class on a line.")]
    public string? Labels { get; init; }

    [CommandOption("--threads <N>")]
    [Description("The threads of one run.")]
    [DefaultValue(1)]
    public int Threads { get; init; } = 1;

    [CommandOption("--top <N>")]
    [Description("The classes in an answer.")]
    [DefaultValue(5)]
    public int Top { get; init; } = 5;

    [CommandOption("--max-upload <MIB>")]
    [Description("The size of an image file in MiB.")]
    [DefaultValue(10)]
    public int MaxUpload { get; init; } = 10;

    [CommandOption("--urls <URL>")]
    [Description("The address to listen on.")]
    [DefaultValue("http://localhost:5000")]
    public string Urls { get; init; } = "http://localhost:5000";

    public override ValidationResult Validate() => this switch
    {
        { Model: "" } => ValidationResult.Error(
            "--model is missing: the student.onnx of a run, for example of 'dotnet run -c Release --project samples/Quickstart'."),
        { Threads: < 1 } => ValidationResult.Error("--threads is a whole number from 1."),
        { Top: < 1 } => ValidationResult.Error("--top is a whole number from 1."),
        { MaxUpload: < 1 or > 1024 } => ValidationResult.Error("--max-upload is a whole number from 1 to 1024."),
        _ => Missing(Model) ?? Missing(Labels) ?? base.Validate(),
    };

    private static ValidationResult? Missing(string? file) =>
        file is null || File.Exists(file) ? null : ValidationResult.Error($"There is no file {file}.");
}
