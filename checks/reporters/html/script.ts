/** The only script of the HTML report: filters, and everything open on paper. The page is whole without it. */

export const script = `
(()=>{
const boxes=[...document.querySelectorAll('.filters input')];
const checks=[...document.querySelectorAll('.check')];
const status=document.querySelector('.filters p');
const apply=()=>{
const on=name=>boxes.filter(box=>box.name===name&&box.checked).map(box=>box.value);
const outcomes=on('outcome'),severities=on('severity');
let shown=0;
for(const check of checks){
check.hidden=!(outcomes.includes(check.dataset.outcome)&&severities.includes(check.dataset.severity));
if(!check.hidden)shown++;
}
status.textContent=shown+' of '+checks.length+' checks shown';
};
for(const box of boxes)box.addEventListener('change',apply);
document.documentElement.classList.add('scripted');
apply();
let closed=[];
addEventListener('beforeprint',()=>{closed=[...document.querySelectorAll('details:not([open])')];for(const one of closed)one.open=true;});
addEventListener('afterprint',()=>{for(const one of closed)one.open=false;});
})();
`.trim();
