using System.Globalization;
using Quickstart;

string Get(string name, string fallback)
{
    var index = Array.IndexOf(args, name);
    return index >= 0 && index + 1 < args.Length ? args[index + 1] : fallback;
}

return await TeacherTraining.RunAsync(
    new TeacherOptions(
        Get("--data", Path.Combine(AppContext.BaseDirectory, "data")),
        Get("--out", "teacher.safetensors"),
        double.Parse(Get("--phi", "-2"), CultureInfo.InvariantCulture),
        int.Parse(Get("--epochs", "30"), CultureInfo.InvariantCulture),
        double.Parse(Get("--lr", "0.003"), CultureInfo.InvariantCulture),
        double.Parse(Get("--wd", "0.05"), CultureInfo.InvariantCulture),
        ulong.Parse(Get("--seed", "1"), CultureInfo.InvariantCulture)),
    CancellationToken.None);
